using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>Selects the targets that carry all of some labels.</summary>
/// <param name="labels">The labels with the values that they must have.</param>
internal sealed class LabelSelector(IReadOnlyDictionary<string, string> labels)
{
    public bool Selects(Target target)
    {
        var carried = target.Endpoint.Labels;
        foreach (var (name, value) in labels)
        {
            if (!carried.TryGetValue(name, out var actual) || actual != value)
                return false;
        }

        return true;
    }
}

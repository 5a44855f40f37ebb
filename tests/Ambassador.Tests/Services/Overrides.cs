namespace Ambassador.Tests.Services;

/// <summary>Settings of whole interfaces, for a runtime without a container.</summary>
internal static class Overrides
{
    public static PolicyOverrides Of<TInterface>(PolicySettings settings) => Of((typeof(TInterface), settings));

    public static PolicyOverrides Of(params ReadOnlySpan<(Type Interface, PolicySettings Settings)> interfaces)
    {
        var byName = new Dictionary<string, PolicySettings>();
        foreach (var (type, settings) in interfaces)
            byName.Add(type.FullName!, settings);

        return new(byName, new Dictionary<(string, string), PolicySettings>());
    }
}

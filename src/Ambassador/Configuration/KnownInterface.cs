namespace Ambassador.Configuration;

/// <summary>An annotated interface as configuration sees it: names.</summary>
/// <param name="Name">The full name, as in <c>Shop.ICatalog</c>.</param>
/// <param name="Methods">The names of its methods, each once: overloads share one.</param>
internal sealed record KnownInterface(string Name, IReadOnlyCollection<string> Methods)
{
    /// <summary>The name without the namespace, which configuration files use where it is enough.</summary>
    public string SimpleName { get; } = Name.Substring(Name.LastIndexOf('.') + 1);

    /// <summary>Whether a configuration key means this interface.</summary>
    public bool IsCalled(string key) => SameKey(key, Name) || SameKey(key, SimpleName);

    /// <summary>Names are compared as configuration compares its keys.</summary>
    public static bool SameKey(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Analysis;

/// <summary>A key of a configuration file, with what stands below it, as the configuration system sees it: upper and lower case do not matter.</summary>
/// <param name="key">The last part of its path.</param>
/// <param name="path">The whole path: <c>Ambassador:ICatalog:Retry</c>.</param>
/// <param name="place">Where the key stands.</param>
internal sealed class ConfigurationNode(string key, string path, TextSpan place)
{
    private readonly List<ConfigurationNode> _children = [];

    public string Key => key;

    public string Path => path;

    public TextSpan Place => place;

    /// <summary>Its value; null where it has none, or a JSON null.</summary>
    public string? Value { get; set; }

    public IReadOnlyList<ConfigurationNode> Children => _children;

    /// <summary>The key of that name below it; null where there is none.</summary>
    public ConfigurationNode? Find(string name)
    {
        foreach (var child in _children)
        {
            if (string.Equals(child.Key, name, StringComparison.OrdinalIgnoreCase))
                return child;
        }

        return null;
    }

    /// <summary>The key below it that a name means, made where it is not there: a colon in a name leads further down.</summary>
    public ConfigurationNode At(string name, TextSpan place)
    {
        var node = this;
        foreach (var part in name.Split(':'))
        {
            if (node.Find(part) is not { } child)
                node._children.Add(child = new(part, node.Path.Length == 0 ? part : $"{node.Path}:{part}", place));

            node = child;
        }

        return node;
    }
}

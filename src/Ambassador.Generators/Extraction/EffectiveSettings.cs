using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>
/// What is in force for a method, or for an interface as a whole, and which attribute says so. Attributes are read by what the generator reads them
/// by and in the order in which they win: the assembly's for the method, the method's own, the decorated interface's, the declaring one's.
/// </summary>
internal sealed class EffectiveSettings : ISettingValues
{
    private readonly List<Setting> _settings = [];
    private readonly List<AttributeData> _attributes = [];
    private int _ofMethod;

    private EffectiveSettings()
    {
    }

    /// <summary>Everything that is set, at whatever level.</summary>
    public IReadOnlyList<Setting> All => _settings;

    /// <summary>What is set for an interface as a whole.</summary>
    public static EffectiveSettings Of(INamedTypeSymbol decorated, AssemblyAnnotations annotations)
    {
        var settings = new EffectiveSettings();
        settings.Add(annotations.AttributesOf(decorated));
        return settings;
    }

    /// <summary>What is in force for a method of a decorated interface.</summary>
    public static EffectiveSettings Of(IMethodSymbol method, INamedTypeSymbol decorated, AssemblyAnnotations annotations)
    {
        var settings = new EffectiveSettings();
        settings.Add(annotations.AttributesOf(method, decorated));
        settings.Add(AttributeReader.InOrder(method));
        settings._ofMethod = settings._settings.Count;
        settings.Add(annotations.AttributesOf(decorated));
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingType, decorated))
            settings.Add(annotations.AttributesOf(method.ContainingType));

        return settings;
    }

    /// <summary>The value of a setting that is a number, a flag or a choice: what is set, or else the default.</summary>
    public double this[PolicyRule rule] => IndexOf(rule) is var index and >= 0 ? _settings[index].Value : rule.Default;

    /// <inheritdoc/>
    double ISettingValues.Value(PolicyRule rule) => this[rule];

    /// <summary>The value that is set of a setting that is a number, a flag or a choice; null where none is.</summary>
    /// <param name="rule">The setting.</param>
    /// <param name="on">The type of exceptions that is asked about: what is set for it or else for all; null for all.</param>
    public double? Find(PolicyRule rule, string? on = null) =>
        IndexOf(rule, on) is var own and >= 0 ? _settings[own].Value : on is not null ? Find(rule) : null;

    /// <summary>The value of a setting that is a text; null where none is set.</summary>
    public string? TextOf(PolicyRule rule) => IndexOf(rule) is var index and >= 0 ? _settings[index].Text : null;

    /// <summary>Whether any attribute sets it, be it to its default.</summary>
    public bool IsSet(PolicyRule rule) => IndexOf(rule) >= 0;

    /// <summary>Whether an attribute sets it for the method rather than for the interface.</summary>
    public bool IsSetOfMethod(PolicyRule rule) => IndexOf(rule) is var index and >= 0 && index < _ofMethod;

    /// <summary>The attribute that sets it.</summary>
    public AttributeData? AttributeOf(PolicyRule rule) => IndexOf(rule) is var index and >= 0 ? _attributes[index] : null;

    /// <summary>The attribute that one of <see cref="All"/> comes from.</summary>
    public AttributeData AttributeOf(Setting setting) => _attributes[_settings.IndexOf(setting)];

    /// <summary>The attribute that sets it for one type of exceptions.</summary>
    public AttributeData? AttributeOf(PolicyRule rule, string on) => IndexOf(rule, on) is var index and >= 0 ? _attributes[index] : null;

    private int IndexOf(PolicyRule rule, string? on = null)
    {
        for (var i = 0; i < _settings.Count; i++)
        {
            if (_settings[i].Name == rule.Name && _settings[i].On == on)
                return i;
        }

        return -1;
    }

    private void Add(IEnumerable<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            PolicyReader.Read(attribute, _settings);
            while (_attributes.Count < _settings.Count)
                _attributes.Add(attribute);
        }
    }
}

using System.Globalization;

namespace Ambassador;

/// <summary>How the value of a setting is written.</summary>
internal enum SettingKind
{
    Whole,
    Real,
    Flag,
    Choice,
    Text,
}

/// <summary>
/// One setting: its name, its inclusive range and its default. Every value but a text is carried as a number: a flag as 0 or 1, a choice as
/// the value of its enumeration.
/// </summary>
/// <param name="index">Its place in <see cref="PolicyRules.All"/>.</param>
/// <param name="name">Its name.</param>
/// <param name="kind">How it is written.</param>
/// <param name="attribute">The attribute that sets this alone, and what it is called there; empty for none.</param>
internal sealed class PolicyRule(int index, string name, SettingKind kind, string attribute)
{
    public int Index { get; } = index;

    public string Name { get; } = name;

    public SettingKind Kind { get; } = kind;

    public double Minimum { get; init; }

    public double Maximum { get; init; }

    public double Default { get; init; }

    /// <summary>The least above 0, where 0 is off and what little is above it means nothing; 0 where that is not so.</summary>
    public double LeastAboveZero { get; init; }

    /// <summary>The enumeration of a choice, fully qualified.</summary>
    public string ChoiceType { get; init; } = "";

    /// <summary>The members of the enumeration, in the order of their values, which start with 0.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>The attribute that sets this alone, less its suffix: <c>Retry</c> for <c>RetryDelayMs</c>; empty for none.</summary>
    public string Attribute { get; } = attribute.Split('.')[0];

    /// <summary>What that attribute calls it: <c>DelayMs</c>.</summary>
    public string Property { get; } = attribute.Substring(attribute.IndexOf('.') + 1);

    /// <summary>Whether it can be set apart for exceptions of one type.</summary>
    public bool IsByFailure { get; init; }

    /// <summary>Whether only code and configuration set it.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Whether it concerns the targets of an interface, and so cannot be set for a method.</summary>
    public bool IsOfTargets { get; init; }

    /// <summary>Whether it is a text that consists of labels.</summary>
    public bool IsLabels { get; init; }

    /// <summary>What it may be, in words, as messages show it: <c>a whole number from 0 to 1000</c>.</summary>
    public string Range => Kind switch
    {
        SettingKind.Flag => "true or false",
        SettingKind.Choice => "one of " + string.Join(", ", Choices),
        SettingKind.Text => IsLabels ? LabelSyntax.Form : "a name",
        _ when LeastAboveZero > 0 => string.Format(CultureInfo.InvariantCulture, "0 or a number from {0} to {1}", LeastAboveZero, Maximum),
        _ => string.Format(
            CultureInfo.InvariantCulture, "a {0} from {1} to {2}", Kind == SettingKind.Whole ? "whole number" : "number", Minimum, Maximum),
    };

    /// <summary>Whether a value may stand. Not-a-number never may.</summary>
    public bool Allows(double value) => value >= Minimum && value <= Maximum && (value == 0 || value >= LeastAboveZero);

    /// <summary>Whether a text may stand.</summary>
    public bool Allows(string text) => !IsLabels || LabelSyntax.Parse(text) is not null;

    /// <summary>A value as users write it.</summary>
    public string Show(double value) => Kind switch
    {
        SettingKind.Flag => value == 0 ? "false" : "true",
        SettingKind.Choice when value >= 0 && value < Choices.Length => Choices[(int)value],
        _ => value.ToString(CultureInfo.InvariantCulture),
    };
}

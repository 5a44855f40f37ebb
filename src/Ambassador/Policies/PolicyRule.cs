using System.Globalization;

namespace Ambassador;

/// <summary>One setting: its name, its inclusive range and its default.</summary>
internal sealed class PolicyRule
{
    private PolicyRule(string name, double minimum, double maximum, double @default, bool isWhole)
    {
        Name = name;
        Minimum = minimum;
        Maximum = maximum;
        Default = @default;
        IsWhole = isWhole;
    }

    public string Name { get; }

    public double Minimum { get; }

    public double Maximum { get; }

    public double Default { get; }

    /// <summary>Whether only whole numbers are meant.</summary>
    public bool IsWhole { get; }

    /// <summary>The range in words, as messages show it: <c>a whole number from 0 to 1000</c>.</summary>
    public string Range => string.Format(
        CultureInfo.InvariantCulture, "a {0} from {1} to {2}", IsWhole ? "whole number" : "number", Minimum, Maximum);

    public static PolicyRule Whole(string name, int minimum, int maximum, int @default) => new(name, minimum, maximum, @default, true);

    public static PolicyRule Real(string name, double minimum, double maximum, double @default) => new(name, minimum, maximum, @default, false);

    /// <summary>Whether a value may stand. Not-a-number never may.</summary>
    public bool Allows(double value) => value >= Minimum && value <= Maximum;
}

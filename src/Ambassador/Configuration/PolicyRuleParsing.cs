using System.Globalization;

namespace Ambassador.Configuration;

/// <summary>Reads values by their rules.</summary>
internal static class PolicyRuleParsing
{
    // No thousands separators: "2,000" is a mistake to be told about, not two thousand in one culture and two in another.
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Reads a value as configuration spells it: <c>3</c>, <c>0.5</c>, <c>true</c>, <c>Linear</c>, whatever the machine's culture.</summary>
    public static bool TryParse(this PolicyRule rule, string text, out double value)
    {
        switch (rule.Kind)
        {
            case SettingKind.Flag:
                var isFlag = bool.TryParse(text, out var flag);
                value = flag ? 1 : 0;
                return isFlag;
            case SettingKind.Choice:
                value = Array.FindIndex(rule.Choices, choice => string.Equals(choice, text.Trim(), StringComparison.OrdinalIgnoreCase));
                return value >= 0;
            default:
                return double.TryParse(text, Style, CultureInfo.InvariantCulture, out value)
                    && rule.Allows(value)
                    && (rule.Kind != SettingKind.Whole || value == Math.Floor(value));
        }
    }
}

using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ambassador.Tests.Policies;

/// <summary>The attribute, the settings, their rules and the README's table are four lists of the same things.</summary>
public class SettingTableTests
{
    private static readonly PropertyInfo[] Properties =
        typeof(PolicyAttribute).GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance);

    [Fact]
    public void The_attribute_and_the_rules_name_the_same_settings_with_the_same_defaults()
    {
        Assert.Equal(PolicyRules.All.Select(rule => rule.Name), Properties.Select(property => property.Name));

        var attribute = new AmbassadorAttribute();
        Assert.All(PolicyRules.All.Zip(Properties), pair => Assert.Equal(
            pair.First.Default, Convert.ToDouble(pair.Second.GetValue(attribute), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_setting_can_be_set_and_read_by_name()
    {
        foreach (var rule in PolicyRules.All)
        {
            var settings = PolicySettings.None.With(rule.Name, rule.Maximum);
            Assert.Equal(rule.Maximum, settings.Get(rule.Name));
            Assert.All(PolicyRules.All.Where(other => other != rule), other => Assert.Null(settings.Get(other.Name)));
            Assert.Equal(rule.Maximum, PolicySettings.None.Over(settings).Get(rule.Name));
            Assert.Equal(rule.Minimum, PolicySettings.None.With(rule.Name, rule.Minimum).Over(settings).Get(rule.Name));
        }
    }

    [Fact]
    public void The_readme_shows_their_ranges_and_defaults()
    {
        var readme = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "README.md"));
        foreach (var rule in PolicyRules.All)
        {
            var row = Assert.Single(readme, line => line.StartsWith($"| `{rule.Name}` |", StringComparison.Ordinal));
            Assert.Contains($"| {Text(rule.Minimum)} to {Text(rule.Maximum)} |", row, StringComparison.Ordinal);
            Assert.Contains($"| {Text(rule.Default)}{(rule.Default == 0 ? ", off" : "")} |", row, StringComparison.Ordinal);
        }

        static string Text(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture).Replace(',', ' ');
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

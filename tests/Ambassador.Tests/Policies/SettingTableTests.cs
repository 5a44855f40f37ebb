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
        var rules = PolicyRules.All.Where(rule => rule is { IsRehearsal: false, IsOfTargets: false }).ToArray();
        Assert.Equal(rules.Select(rule => rule.Name), Properties.Select(property => property.Name));

        var attribute = new AmbassadorAttribute();
        Assert.All(rules.Zip(Properties), pair => Assert.Equal(
            pair.First.Default, Convert.ToDouble(pair.Second.GetValue(attribute), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_attributes_of_one_policy_have_what_the_rules_say_with_the_same_types_and_defaults()
    {
        foreach (var rule in PolicyRules.All.Where(rule => rule.Attribute.Length > 0))
        {
            var type = typeof(AmbassadorAttribute).Assembly.GetType($"Ambassador.{rule.Attribute}Attribute", throwOnError: true)!;
            if (rule.Property.Length == 0)
                continue;

            var property = type.GetProperty(rule.Property);
            Assert.True(property is not null, $"{type.Name}.{rule.Property}");
            var setting = typeof(PolicySettings).GetProperty(rule.Name)!.PropertyType;
            Assert.Equal(Nullable.GetUnderlyingType(setting) ?? setting, property.PropertyType);
            if (rule.Kind != SettingKind.Text && property.CanWrite && type.GetConstructors().FirstOrDefault(HasDefaults) is { } constructor)
                Assert.Equal(rule.Default, Convert.ToDouble(property.GetValue(constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)])), CultureInfo.InvariantCulture));
        }
    }

    private static bool HasDefaults(ConstructorInfo constructor) => constructor.GetParameters().All(parameter => parameter.HasDefaultValue);

    [Fact]
    public void Every_setting_can_be_set_and_read_by_its_rule()
    {
        foreach (var rule in PolicyRules.All.Where(rule => rule.Kind != SettingKind.Text))
        {
            var settings = PolicySettings.None.With(rule, rule.Maximum);
            Assert.Equal(rule.Maximum, settings.Get(rule));
            Assert.Equal(rule.Maximum, Convert.ToDouble(typeof(PolicySettings).GetProperty(rule.Name)!.GetValue(settings), CultureInfo.InvariantCulture));
            Assert.Equal($"{rule.Name} = {rule.Show(rule.Maximum)}", settings.ToString());
            Assert.All(PolicyRules.All.Where(other => other != rule && other.Kind != SettingKind.Text), other => Assert.Null(settings.Get(other)));
            Assert.Equal(rule.Maximum, PolicySettings.None.Over(settings).Get(rule));
            Assert.Equal(rule.Minimum, PolicySettings.None.With(rule, rule.Minimum).Over(settings).Get(rule));
        }
    }

    [Fact]
    public void A_choice_has_the_members_of_its_enumeration()
    {
        foreach (var rule in PolicyRules.All.Where(rule => rule.Kind == SettingKind.Choice))
        {
            var type = Nullable.GetUnderlyingType(typeof(PolicySettings).GetProperty(rule.Name)!.PropertyType)!;
            Assert.Equal($"global::{type.FullName}", rule.ChoiceType);
            Assert.Equal(Enum.GetNames(type), rule.Choices);
            Assert.Equal(Enumerable.Range(0, rule.Choices.Length), Enum.GetValues(type).Cast<object>().Select(value => Convert.ToInt32(value, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void The_documentation_shows_their_ranges_and_defaults()
    {
        var documented = Docs.Repository.Table("docs/configuration.md", "## Settings").Select(row => string.Join(" | ", row));

        Assert.Equal(PolicyRules.All.Select(Row), documented);

        static string Row(PolicyRule rule) => string.Create(CultureInfo.InvariantCulture, $"{rule.Name} | {Range(rule)} | {Default(rule)}");

        static string Range(PolicyRule rule) => rule.Kind switch
        {
            SettingKind.Whole => $"whole number, {Text(rule.Minimum)} to {Text(rule.Maximum)}",
            SettingKind.Real when rule.LeastAboveZero > 0 => $"0, {Text(rule.LeastAboveZero)} to {Text(rule.Maximum)}",
            SettingKind.Real => $"{Text(rule.Minimum)} to {Text(rule.Maximum)}",
            SettingKind.Text => "text",
            _ => rule.Range,
        };

        static string Default(PolicyRule rule) => rule switch
        {
            { Kind: SettingKind.Text } => "none",
            { Kind: SettingKind.Flag or SettingKind.Choice } => rule.Show(rule.Default),
            _ => Text(rule.Default),
        };
    }

    [Fact]
    public void The_readme_shows_the_ranges_and_defaults_of_those_that_it_names()
    {
        var rows = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "README.md"));
        var rules = PolicyRules.All.Where(rule => rows.Any(row => row.StartsWith($"| `{rule.Name}` |", StringComparison.Ordinal))).ToArray();

        Assert.True(rules.Length >= 10);
        foreach (var rule in rules)
        {
            var row = Assert.Single(rows, line => line.StartsWith($"| `{rule.Name}` |", StringComparison.Ordinal));
            Assert.Contains($"| {Text(rule.Minimum)} to {Text(rule.Maximum)} |", row, StringComparison.Ordinal);
            Assert.Contains($"| {Text(rule.Default)}{(rule.Default == 0 ? ", off" : "")} |", row, StringComparison.Ordinal);
        }
    }

    private static string Text(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

using Ambassador.Configuration;
using Ambassador.Generators.Extraction;

namespace Ambassador.Generators.Analysis;

/// <summary>
/// Reads the section of a file as <c>PolicyConfigurationReader</c> reads the configuration, and says of each key that means nothing, or not what it seems to,
/// why.
/// </summary>
/// <param name="interfaces">What the section may name.</param>
/// <param name="isBase">Whether the file holds for every environment. What it changes might stand in the attribute; other files are there to change it.</param>
/// <param name="report">Takes a key and what is wrong with it, as the end of a sentence that begins with its path.</param>
internal sealed class ConfigurationSectionJudge(
    IReadOnlyList<(KnownInterface Known, AnnotatedInterface? Type)> interfaces, bool isBase, Action<ConfigurationNode, string> report)
{
    private const string Failures = "On";
    private const string Targets = "Targets";

    private static readonly List<string> s_settings = [.. PolicyRules.All.Select(static rule => rule.Name)];

    public void Judge(ConfigurationNode section)
    {
        foreach (var child in section.Children)
        {
            var meant = interfaces.Where(pair => pair.Known.IsCalled(child.Key)).ToList();
            if (meant.Count == 0)
                report(child, "names no annotated interface" + Suggest(child.Key, interfaces.SelectMany(static pair => new[] { pair.Known.SimpleName, pair.Known.Name })));
            else
                JudgeInterface(child, meant[0].Known, meant.Count == 1 ? meant[0].Type : null);
        }
    }

    private void JudgeInterface(ConfigurationNode section, KnownInterface known, AnnotatedInterface? type)
    {
        if (!string.IsNullOrEmpty(section.Value))
            report(section, $"is '{section.Value}', but an interface takes settings and methods below it, not a value");

        foreach (var child in section.Children)
        {
            // A method may be called like a setting. What has a value is the setting; what has settings below it is the method.
            var isScalar = child.Children.Count == 0;
            var rule = PolicyRules.Find(child.Key);
            var isMethod = known.Methods.Any(method => KnownInterface.SameKey(method, child.Key));

            if (rule is not null && (isScalar || !isMethod))
                JudgeSetting(child, rule, type?.Settings.IsSet(rule) == true ? [type.Settings] : []);
            else if (isMethod)
                JudgeMethod(child, known, type);
            else if (KnownInterface.SameKey(child.Key, Failures) && !isScalar)
                JudgeFailures(child);
            else if (!KnownInterface.SameKey(child.Key, Targets) || isScalar)
                report(child, $"is neither a setting nor a method of {known.Name}" + Suggest(child.Key, s_settings.Concat(known.Methods).Concat([Failures, Targets])));
        }
    }

    private void JudgeMethod(ConfigurationNode section, KnownInterface known, AnnotatedInterface? type)
    {
        if (!string.IsNullOrEmpty(section.Value))
            report(section, $"is '{section.Value}', but a method takes settings below it, not a value");

        foreach (var child in section.Children)
        {
            if (PolicyRules.Find(child.Key) is { IsOfTargets: true })
                report(child, $"concerns the targets of all methods of {known.Name}; it belongs one level up");
            else if (PolicyRules.Find(child.Key) is { } rule)
                JudgeSetting(child, rule, SetOfMethods(rule, section.Key, type));
            else if (KnownInterface.SameKey(child.Key, Failures) && child.Children.Count > 0)
                JudgeFailures(child);
            else
                report(child, "is not a setting" + Suggest(child.Key, s_settings));
        }
    }

    // Overloads share what is configured.
    private static List<EffectiveSettings> SetOfMethods(PolicyRule rule, string name, AnnotatedInterface? type)
    {
        var set = new List<EffectiveSettings>();
        foreach (var method in type?.Methods ?? [])
        {
            if (KnownInterface.SameKey(method.Symbol.Name, name) && method.Settings.IsSetOfMethod(rule))
                set.Add(method.Settings);
        }

        return set;
    }

    private void JudgeFailures(ConfigurationNode section)
    {
        foreach (var type in section.Children)
        {
            if (!string.IsNullOrEmpty(type.Value))
                report(type, $"is '{type.Value}', but an exception type takes settings below it, not a value");

            foreach (var child in type.Children)
            {
                if (PolicyRules.Find(child.Key) is { IsByFailure: true } rule)
                    JudgeSetting(child, rule, []);
                else
                    report(child, "is not a setting for exceptions of one type" + Suggest(child.Key, PolicyRules.All.Where(static rule => rule.IsByFailure).Select(static rule => rule.Name)));
            }
        }
    }

    private void JudgeSetting(ConfigurationNode setting, PolicyRule rule, IReadOnlyList<EffectiveSettings> attributes)
    {
        if (setting.Children.Count > 0)
            report(setting, $"has keys below it, but {rule.Name} is a setting: {rule.Range}");
        else if (setting.Value is { } text)
            JudgeValue(setting, rule, text, attributes);
    }

    private void JudgeValue(ConfigurationNode setting, PolicyRule rule, string text, IReadOnlyList<EffectiveSettings> attributes)
    {
        double value = 0;
        if (rule.Kind == SettingKind.Text ? text.Length == 0 : !rule.TryParse(text, out value))
        {
            report(setting, $"is '{text}', but {rule.Name} must be {rule.Range}");
            return;
        }

        if (!isBase)
            return;

        foreach (var attribute in attributes)
        {
            var (here, there) = rule.Kind == SettingKind.Text ? (text, attribute.TextOf(rule) ?? "") : (rule.Show(value), rule.Show(attribute[rule]));
            if (here == there)
                continue;

            report(setting, $"is {here}, but the attribute says {there}; the file wins, so say it in one of them only");
            return;
        }
    }

    private static string Suggest(string name, IEnumerable<string> candidates) => Nearest.To(name, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";
}

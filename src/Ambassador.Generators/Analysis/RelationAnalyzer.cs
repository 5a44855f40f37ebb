using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0001: settings in their ranges each that contradict each other, wherever the two are set.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RelationAnalyzer() : InterfaceRuleAnalyzer(Descriptors.SettingsContradict)
{
    // Most interfaces set none of these.
    private static readonly HashSet<string> s_related = [.. PolicyRelations.All.SelectMany(relation => new[] { relation.Lesser.Name, relation.Greater.Name })];

    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        if (HasRelated(type.Settings))
            Judge(type.Settings, ofTargets: true, (relation, arguments) => findings.Add(Descriptors.SettingsContradict, [relation.Greater, relation.Lesser], arguments));

        foreach (var method in type.Methods)
        {
            if (!HasRelated(method.Settings))
                continue;

            Judge(method.Settings, ofTargets: false, (relation, arguments) => findings.Add(Descriptors.SettingsContradict, method, [relation.Greater, relation.Lesser], arguments));
            JudgeFailures(method, findings);
        }
    }

    private static void Judge(EffectiveSettings settings, bool ofTargets, Action<PolicyRelation, object[]> report)
    {
        PolicyRelation? last = null;
        foreach (var relation in PolicyRelations.All)
        {
            // Of several that go with each other, one is said: what mends it mostly mends the next.
            if (relation.IsOfTargets == ofTargets
                && (last is null || (last.Lesser != relation.Lesser && last.Greater != relation.Greater))
                && relation.Contradiction(rule => settings.Find(rule)) is { } values)
            {
                report(relation, Arguments(relation, values, settings.IsSet));
                last = relation;
            }
        }
    }

    private static void JudgeFailures(AnnotatedMethod method, Findings findings)
    {
        var settings = method.Settings;
        HashSet<(string, PolicyRelation)>? judged = null;
        foreach (var setting in settings.All)
        {
            if (setting.On is not { } on)
                continue;

            foreach (var relation in PolicyRelations.All)
            {
                if (!relation.IsByFailure || !(judged ??= []).Add((on, relation)))
                    continue;

                var blamed = settings.AttributeOf(relation.Greater, on) is null ? relation.Lesser : relation.Greater;
                if (settings.AttributeOf(blamed, on) is { } attribute && relation.Contradiction(rule => settings.Find(rule, on)) is { } values)
                {
                    findings.Add(
                        Descriptors.SettingsContradict,
                        method,
                        Attributes.LocationOf(attribute, blamed, findings.CancellationToken),
                        Arguments(relation, values, rule => settings.Find(rule, on) is not null));
                }
            }
        }
    }

    private static object[] Arguments(PolicyRelation relation, (double Lesser, double Greater) values, Func<PolicyRule, bool> isSet) =>
        [Show(relation.Lesser, values.Lesser, isSet), Show(relation.Greater, values.Greater, isSet)];

    private static string Show(PolicyRule rule, double value, Func<PolicyRule, bool> isSet) =>
        $"{rule.Name} = {rule.Show(value)}{(isSet(rule) ? "" : " (the default)")}";

    private static bool HasRelated(EffectiveSettings settings)
    {
        foreach (var setting in settings.All)
        {
            if (s_related.Contains(setting.Name))
                return true;
        }

        return false;
    }
}

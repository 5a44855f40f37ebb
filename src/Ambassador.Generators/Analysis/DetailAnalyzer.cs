using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0003: a detail of a policy that is in force for none of the methods that the detail is set for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DetailAnalyzer() : InterfaceRuleAnalyzer(Descriptors.DetailWithoutEffect)
{
    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        var details = new List<Detail>();
        Collect(type.Settings, ofTargets: true, null, type, details);
        foreach (var method in type.Methods)
            Collect(method.Settings, ofTargets: false, method, type, details);

        // What has no effect here may have one there. Asked last: it goes through all types.
        if (details.TrueForAll(static detail => detail.Missing is null)
            || AnnotatedBases.Of(AssemblyAnnotations.Of(type.Compilation), type.Compilation).Contains(type.Type))
            return;

        var reported = new HashSet<Location>();
        foreach (var detail in details)
        {
            if (detail.Missing is null)
                continue;

            // Where one policy has nothing to be about, its attribute as a whole is meant; of its details that would be said again.
            var isWhole = PolicyReader.IsOfOnePolicy(detail.By) && IsRequired(detail);
            var location = isWhole ? Attributes.LocationOf(detail.By) : Attributes.LocationOf(detail.By, detail.Rule, findings.CancellationToken);
            if (!reported.Add(location) || (!isWhole && reported.Contains(Attributes.LocationOf(detail.By))))
                continue;

            findings.Add(
                Descriptors.DetailWithoutEffect,
                detail.IsOfType ? null : detail.Method,
                location,
                isWhole ? $"[{Attributes.NameOf(detail.By)}]" : detail.Rule.Name,
                detail.Missing);
        }
    }

    private static void Collect(EffectiveSettings settings, bool ofTargets, AnnotatedMethod? method, AnnotatedInterface type, List<Detail> details)
    {
        foreach (var setting in settings.All)
        {
            if (!PolicyDetails.Contains(setting.Name) || setting.On is not null)
                continue;

            var rule = PolicyRules.Find(setting.Name)!;
            if (rule.IsOfTargets != ofTargets || settings.AttributeOf(rule) is not { } by)
                continue;

            var isOfType = type.Settings.AttributeOf(rule) == by;

            // What is inherited is there for others too.
            if (!isOfType && method is not null && !SymbolEqualityComparer.Default.Equals(method.Symbol.ContainingType, type.Type))
                continue;

            var missing = setting.Value == 0 && PolicyDetails.IsOffAtZero(rule) ? null : PolicyDetails.Missing(setting.Name, settings);
            if (details.Find(known => known.By == by && known.Rule == rule) is { } known)
                known.Missing = missing is null ? null : known.Missing;
            else
                details.Add(new(by, rule, method, isOfType) { Missing = missing });
        }
    }

    // [RetryBudget(0.1)] and [Hedge(200)] cannot do without.
    private static bool IsRequired(Detail detail) => detail.Rule == PolicyRules.RetryBudget || detail.Rule == PolicyRules.Hedge;

    /// <summary>A detail that an attribute sets.</summary>
    private sealed class Detail(AttributeData by, PolicyRule rule, AnnotatedMethod? method, bool isOfType)
    {
        public AttributeData By => by;

        public PolicyRule Rule => rule;

        /// <summary>The first method that it is in force for; null for the interface's targets.</summary>
        public AnnotatedMethod? Method => method;

        /// <summary>Whether it is set for the interface rather than for one of its methods.</summary>
        public bool IsOfType => isOfType;

        /// <summary>What it lacks for all methods so far; null once it has an effect.</summary>
        public string? Missing { get; set; }
    }
}

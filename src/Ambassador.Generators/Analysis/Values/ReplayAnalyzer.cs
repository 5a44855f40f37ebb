using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>AMB0018: a second attempt with an argument that the first one has used up.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReplayAnalyzer() : InterfaceRuleAnalyzer(Descriptors.NotReplayable)
{
    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        var retried = new SharedCause(Descriptors.NotReplayable, PolicyRules.Retry);
        var hedged = new SharedCause(Descriptors.NotReplayable, PolicyRules.Hedge);
        foreach (var method in type.Methods)
        {
            if (Repeated(method) is { } cause)
                Judge(method, cause.Rule, cause.Value, type, findings, cause.Rule == PolicyRules.Retry ? retried : hedged);
        }

        retried.Report(findings);
        hedged.Report(findings);
    }

    private static void Judge(AnnotatedMethod method, PolicyRule rule, double value, AnnotatedInterface type, Findings findings, SharedCause inherited)
    {
        foreach (var parameter in method.Symbol.Parameters)
        {
            if (Replay.Find(parameter.Type) is not { } found || Handling.LeavesAlone(method, parameter) || Elsewhere.IsJudged(method, type, rule))
                continue;

            ImmutableArray<object> arguments =
                [rule.Name, rule.Show(value), parameter.Name, Attributes.Display(found.Type.WithNullableAnnotation(NullableAnnotation.None)), found.Why];
            if (Elsewhere.Own(parameter, method, type) is { } location)
            {
                findings.Add(Descriptors.NotReplayable, method, location, [.. arguments, ""]);
                continue;
            }

            inherited.Add(method, arguments);
            return;
        }
    }

    private static (PolicyRule Rule, double Value)? Repeated(AnnotatedMethod method) =>
        InForce.Retries(method.Settings) is > 0 and var retries ? (PolicyRules.Retry, retries)
        : InForce.IsHedged(method) ? (PolicyRules.Hedge, method.Settings[PolicyRules.Hedge])
        : null;
}

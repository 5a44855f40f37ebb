using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
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

    // Only asynchronous methods are hedged, and only those that are idempotent.
    private static (PolicyRule Rule, double Value)? Repeated(AnnotatedMethod method)
    {
        var most = 0.0;
        foreach (var setting in method.Settings.All)
        {
            if (setting.Name == PolicyRules.Retry.Name)
                most = Math.Max(most, setting.Value);
        }

        if (most > 0)
            return (PolicyRules.Retry, most);

        var hedges = method.Settings[PolicyRules.Hedge];
        return hedges > 0 && method.Settings[PolicyRules.Idempotent] > 0 && method.Shape is not (ReturnShape.Void or ReturnShape.Value) ? (PolicyRules.Hedge, hedges) : null;
    }
}

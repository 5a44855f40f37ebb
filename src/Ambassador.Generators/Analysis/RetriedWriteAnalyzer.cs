using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0008: a call that writes is retried, and nobody has said that this is safe.</summary>
/// <remarks>Hedging needs no look: only what is marked as idempotent is hedged.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RetriedWriteAnalyzer() : InterfaceRuleAnalyzer(Descriptors.RetriedWrite)
{
    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        foreach (var method in type.Methods)
        {
            var retries = InForce.Retries(method.Settings);
            if (retries == 0
                || method.Settings[PolicyRules.Idempotent] != 0
                || Writes.WhyLike(method.Symbol, method.Result) is not { } reason)
                continue;

            // Where only exceptions of some types are retried, the count for the others is not to blame.
            var blamed = method.Settings[PolicyRules.Retry] > 0 ? PolicyRules.Retry : null;
            if (MethodPlaces.IsSaidElsewhere(type, method, blamed))
                continue;

            object[] arguments = [retries, method.Symbol.Name, retries + 1, reason];
            if (MethodPlaces.Of(type, method, blamed) is { } place)
                findings.Add(Descriptors.RetriedWrite, method, place, arguments);
            else
                findings.Add(Descriptors.RetriedWrite, method, blamed is null ? [] : [blamed], arguments);
        }
    }
}

using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0023: attempts side by side on an implementation that holds what serves one call at a time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HedgedStateAnalyzer() : InterfaceRuleAnalyzer(Descriptors.HedgedScopedService)
{
    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        // Where there are several targets, or a pool, each attempt has an implementation to itself.
        if (type.Settings.IsSet(PolicyRules.Balance) || type.Settings[PolicyRules.Pool] > 0)
            return;

        foreach (var method in type.Methods)
        {
            var attempts = Attempts.SideBySide(method);
            if (attempts > 1)
                Judge(type, method, attempts, findings);
        }
    }

    private static void Judge(AnnotatedInterface type, AnnotatedMethod method, double attempts, Findings findings)
    {
        var state = new ScopeState(AssemblyAnnotations.Of(type.Compilation), type.Compilation, findings.CancellationToken);
        foreach (var implementation in InnerServices.Of(type, findings.CancellationToken))
        {
            if (state.Of(implementation) is { } what)
            {
                findings.Add(Descriptors.HedgedScopedService, method, [PolicyRules.Hedge], attempts, Attributes.Display(implementation), what);
                return;
            }
        }
    }
}

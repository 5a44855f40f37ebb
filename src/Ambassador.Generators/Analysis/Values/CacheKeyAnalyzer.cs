using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>AMB0011: an argument that makes the key of a cached result different in every call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CacheKeyAnalyzer() : InterfaceRuleAnalyzer(Descriptors.KeyWithoutEquality)
{
    private const string Advice = "make it a type with value equality, such as a record, or leave it out of the key with [CacheKeyIgnore]";
    private const string AdviceOnForeign = "set CacheSeconds = 0 for the method";

    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        var inherited = new SharedCause(Descriptors.KeyWithoutEquality, PolicyRules.CacheSeconds);
        foreach (var method in type.Methods)
        {
            if (Cached.Is(method) && !Elsewhere.IsJudged(method, type, PolicyRules.CacheSeconds))
                Judge(method, type, findings, inherited);
        }

        inherited.Report(findings);
    }

    private static void Judge(AnnotatedMethod method, AnnotatedInterface type, Findings findings, SharedCause inherited)
    {
        // What cannot be kept has no key; that is said already.
        if (OneShot.Find(method.Result!) is not null)
            return;

        var seconds = PolicyRules.CacheSeconds.Show(method.Settings[PolicyRules.CacheSeconds]);
        foreach (var parameter in CacheKeyReader.KeyOf(method.Symbol))
        {
            // Callers who leave an argument out all pass the same.
            if (parameter.IsOptional || ValueEquality.Of(type.Compilation).Why(parameter.Type) is not { } why)
                continue;

            if (Elsewhere.Own(parameter, method, type) is { } location)
            {
                findings.Add(Descriptors.KeyWithoutEquality, method, location, seconds, parameter.Name, why, Advice, "");
                continue;
            }

            inherited.Add(method, seconds, parameter.Name, why, parameter.DeclaringSyntaxReferences.IsEmpty ? AdviceOnForeign : Advice);
            return;
        }
    }
}

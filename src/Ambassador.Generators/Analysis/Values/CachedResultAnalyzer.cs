using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>AMB0009: a cache with nothing to keep, or what cannot be kept. AMB0010: a result that is shared and can be changed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CachedResultAnalyzer() : InterfaceRuleAnalyzer(Descriptors.NothingToCache, Descriptors.CachedOneShot, Descriptors.CachedMutable)
{
    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        var oneShots = new SharedCause(Descriptors.CachedOneShot, PolicyRules.CacheSeconds);
        var mutables = new SharedCause(Descriptors.CachedMutable, PolicyRules.CacheSeconds);
        foreach (var method in type.Methods)
        {
            if (method.Settings[PolicyRules.CacheSeconds] is var seconds and > 0 && !Elsewhere.IsJudged(method, type, PolicyRules.CacheSeconds))
                Judge(method, seconds, findings, oneShots, mutables, type.Compilation);
        }

        oneShots.Report(findings);
        mutables.Report(findings);
    }

    private static void Judge(AnnotatedMethod method, double seconds, Findings findings, SharedCause oneShots, SharedCause mutables, Compilation compilation)
    {
        var shown = PolicyRules.CacheSeconds.Show(seconds);
        if (method.Result is not { } result || method.Shape == ReturnShape.Stream)
        {
            // A cache of the whole interface is not meant for what has nothing to keep.
            if (method.Settings.IsSetOfMethod(PolicyRules.CacheSeconds))
                findings.Add(Descriptors.NothingToCache, method, [PolicyRules.CacheSeconds], shown, WhyNothing(method));
        }
        else if (OneShot.Find(result) is { } oneShot)
        {
            oneShots.Add(method, shown, Attributes.Display(oneShot.Type.WithNullableAnnotation(NullableAnnotation.None)), oneShot.Why);
        }
        else if (Mutability.Of(compilation).Why(result) is { } why)
        {
            mutables.Add(method, shown, why);
        }
    }

    private static string WhyNothing(AnnotatedMethod method) =>
        method.Shape == ReturnShape.Stream ? "a stream is enumerated anew by each caller and never kept" : "the method has no result";
}

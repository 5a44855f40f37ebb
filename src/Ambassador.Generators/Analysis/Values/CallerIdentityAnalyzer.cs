using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>AMB0022: results that may depend on who calls are kept by a key that does not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallerIdentityAnalyzer() : InterfaceRuleAnalyzer(Descriptors.CallerNotInKey)
{
    private const string Advice = "add one, such as a user's or tenant's id, or set CacheSeconds = 0 for the method";

    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        string? around = null;
        var isKnown = false;
        var shared = new SharedCause(Descriptors.CallerNotInKey, PolicyRules.CacheSeconds);
        foreach (var method in type.Methods)
        {
            // One that cannot be kept at all has been reported.
            if (!Cached.Is(method) || Elsewhere.IsJudged(method, type, PolicyRules.CacheSeconds) || OneShot.Find(method.Result!) is not null
                || CacheKeyReader.KeyOf(method.Symbol).Any(CallerNames.MayTellApart))
                continue;

            var seconds = PolicyRules.CacheSeconds.Show(method.Settings[PolicyRules.CacheSeconds]);
            if (Ignored(method.Symbol) is { } ignored)
            {
                findings.Add(
                    Descriptors.CallerNotInKey, method, [PolicyRules.CacheSeconds], seconds, $"'{ignored.Name}' is left out of it by [CacheKeyIgnore]", "leave it in, or what stands for it, such as a user's id", "");
                continue;
            }

            if (!isKnown)
                (around, isKnown) = (InPropertyOf(type) ?? InImplementationOf(type, findings.CancellationToken), true);

            if (around is not null)
                shared.Add(method, seconds, around, Advice);
        }

        shared.Report(findings);
    }

    private static IParameterSymbol? Ignored(IMethodSymbol method)
    {
        if (!CacheKeyReader.MayLeaveKey(method))
            return null;

        foreach (var parameter in method.Parameters)
        {
            if (CallerNames.IsIdentity(parameter.Type, parameter.Name) && CacheKeyReader.IsOutOfKey(parameter))
                return parameter;
        }

        return null;
    }

    private static string? InPropertyOf(AnnotatedInterface type)
    {
        foreach (var declaring in type.Type.AllInterfaces.Insert(0, type.Type))
        {
            foreach (var member in declaring.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, SetMethod.IsInitOnly: false } property && CallerNames.IsIdentity(property.Type, property.Name))
                    return $"'{Attributes.Display(property)}' can be set to another";
            }
        }

        return null;
    }

    private static string? InImplementationOf(AnnotatedInterface type, CancellationToken cancellationToken)
    {
        foreach (var implementation in Implementations.Of(AssemblyAnnotations.Of(type.Compilation), type.Compilation, cancellationToken).Of(type.Type))
        {
            foreach (var constructor in implementation.InstanceConstructors)
            {
                foreach (var parameter in constructor.Parameters)
                {
                    if (CallerNames.IsContext(parameter.Type))
                        return $"'{Attributes.Display(implementation)}' takes '{Attributes.Display(parameter.Type.WithNullableAnnotation(NullableAnnotation.None))} {parameter.Name}'";
                }
            }
        }

        return null;
    }
}

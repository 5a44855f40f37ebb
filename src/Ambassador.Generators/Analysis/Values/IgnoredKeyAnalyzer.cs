using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>AMB0003: a parameter that is left out of a key that it would not be in.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredKeyAnalyzer() : AmbassadorAnalyzer(Descriptors.NoEffect)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(context, annotations, Analyze, SymbolKind.Method);
    }

    private static void Analyze(AnnotatedSymbol context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!CacheKeyReader.MayLeaveKey(method))
            return;

        foreach (var parameter in method.Parameters)
        {
            if (CacheKeyReader.Find(parameter) is { } attribute && WhyNot(parameter, method) is { } reason)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.NoEffect, Attributes.LocationOf(attribute), Attributes.NameOf(attribute), $"{Attributes.Display(method)}, {parameter.Name}", reason));
            }
        }
    }

    private static string? WhyNot(IParameterSymbol parameter, IMethodSymbol method)
    {
        if (Routing.WhyNot(method) is { } reason)
            return reason;

        if (Routing.ShapeOf(method) is not { } shape || shape == ReturnShape.Stream || Routing.ResultOf(method.ReturnType, shape) is null)
            return "it has no result that could be kept";

        return parameter.Ordinal == Routing.TokenIndex(method) || parameter.Ordinal == Routing.SettingsIndex(method) ? "it is never part of the key" : null;
    }
}

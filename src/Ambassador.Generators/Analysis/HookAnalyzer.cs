using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0020: an attribute names methods that are not there or do not fit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HookAnalyzer() : AmbassadorAnalyzer(Descriptors.NoFittingMember)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(context, annotations, Analyze, SymbolKind.NamedType, SymbolKind.Method);
    }

    private static void Analyze(AnnotatedSymbol context)
    {
        var method = context.Symbol as IMethodSymbol;
        if ((method?.ContainingType ?? context.Symbol) is not INamedTypeSymbol { TypeKind: TypeKind.Interface } owner)
            return;

        foreach (var reference in HookReference.On(context.Symbol, owner))
        {
            if (reference.Candidates().Any(candidate => Fits(reference, candidate, method)))
                continue;

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.NoFittingMember,
                Attributes.LocationOf(reference.Attribute, reference.Argument, context.CancellationToken),
                Attributes.Display(context.Symbol),
                reference.Argument,
                reference.Name,
                reference.Expected));
        }
    }

    // On an interface a name is for methods of all results; what fits some of them fits.
    private static bool Fits(HookReference reference, IMethodSymbol candidate, IMethodSymbol? method) =>
        reference.IsFit(candidate)
        && (method is null
            || HookReference.TakesException(candidate)
            || (Routing.ShapeOf(method) is { } shape and not ReturnShape.Stream && Routing.ResultOf(method.ReturnType, shape) is { } result && HookReference.TakesResult(candidate, result)));
}

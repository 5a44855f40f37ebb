using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0020: a fallback that does not exist or cannot answer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FallbackAnalyzer() : AmbassadorAnalyzer(Descriptors.NoFallback)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(context, annotations, Analyze, SymbolKind.NamedType, SymbolKind.Method);
        if (annotations.Interfaces.Count + annotations.Methods.Count > 0)
            context.RegisterSemanticModelAction(context => Analyze(annotations, context));
    }

    private static void Analyze(AnnotatedSymbol context)
    {
        if (context.Symbol is INamedTypeSymbol { TypeKind: TypeKind.Interface } type && FallbackAnnotation.Of(type, type) is { } ofAll)
            Judge(ofAll, RoutedMethods.Of(type, context.Compilation).Where(HasNoneOfItsOwn), context.Compilation, context.ReportDiagnostic);
        else if (context.Symbol is IMethodSymbol { ContainingType.TypeKind: TypeKind.Interface } method && FallbackAnnotation.Of(method, method.ContainingType) is { } ofOne)
            Judge(ofOne, [method], context.Compilation, context.ReportDiagnostic);
    }

    private static void Analyze(AssemblyAnnotations annotations, SemanticModelAnalysisContext context)
    {
        foreach (var annotation in annotations.InterfacesIn(context.SemanticModel.SyntaxTree))
        {
            if (annotation.Target.Type is { } type
                && FallbackAnnotation.Of(annotation.Attribute, type, isOfMethod: false) is { } fallback)
                Judge(fallback, RoutedMethods.Of(type, context.SemanticModel.Compilation).Where(HasNoneOfItsOwn), context.SemanticModel.Compilation, context.ReportDiagnostic);
        }

        foreach (var annotation in annotations.MethodsIn(context.SemanticModel.SyntaxTree))
        {
            if (annotation.Target.Type is { } type
                && FallbackAnnotation.Of(annotation.Attribute, type, isOfMethod: true) is { } fallback)
                Judge(fallback, RoutedMethods.Of(type, context.SemanticModel.Compilation).Where(annotation.Matches), context.SemanticModel.Compilation, context.ReportDiagnostic);
        }
    }

    private static void Judge(FallbackAnnotation annotation, IEnumerable<IMethodSymbol> methods, Compilation compilation, Action<Diagnostic> report)
    {
        foreach (var method in methods)
        {
            if (FallbackMatch.Find(annotation, method, compilation).Problem is not { } problem)
                continue;

            var name = annotation.MethodName ?? (annotation.Type is { } type ? Attributes.Display(type) : "");
            report(Diagnostic.Create(
                Descriptors.NoFallback,
                Attributes.LocationOf(annotation.Attribute),
                method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                name,
                problem));

            // What is wrong with an implementation is wrong for every method.
            if (annotation.MethodName is null)
                return;
        }
    }

    private static bool HasNoneOfItsOwn(IMethodSymbol method) => FallbackAnnotation.Of(method, method.ContainingType) is null;
}

using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB009: a fallback that does not exist or cannot answer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FallbackAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NoFallback];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeReader.MetadataName) is null)
                return;

            start.RegisterSymbolAction(Analyze, SymbolKind.NamedType, SymbolKind.Method);
            var annotations = AssemblyAnnotations.Of(start.Compilation);
            if (annotations.Interfaces.Count + annotations.Methods.Count > 0)
                start.RegisterSemanticModelAction(context => Analyze(annotations, context));
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (context.Symbol is INamedTypeSymbol { TypeKind: TypeKind.Interface } type && FallbackAnnotation.Of(type, type) is { } ofAll)
            Judge(ofAll, RoutedMethods(type).Where(HasNoneOfItsOwn), context.Compilation, context.ReportDiagnostic);
        else if (context.Symbol is IMethodSymbol { ContainingType.TypeKind: TypeKind.Interface } method && FallbackAnnotation.Of(method, method.ContainingType) is { } ofOne)
            Judge(ofOne, [method], context.Compilation, context.ReportDiagnostic);
    }

    private static void Analyze(AssemblyAnnotations annotations, SemanticModelAnalysisContext context)
    {
        foreach (var annotation in annotations.Interfaces)
        {
            if (annotation.Target.Type is { } type
                && annotation.Attribute.StandsIn(context)
                && FallbackAnnotation.Of(annotation.Attribute, type, isOfMethod: false) is { } fallback)
                Judge(fallback, RoutedMethods(type).Where(HasNoneOfItsOwn), context.SemanticModel.Compilation, context.ReportDiagnostic);
        }

        foreach (var annotation in annotations.Methods)
        {
            if (annotation.Target.Type is { } type
                && annotation.Attribute.StandsIn(context)
                && FallbackAnnotation.Of(annotation.Attribute, type, isOfMethod: true) is { } fallback)
                Judge(fallback, RoutedMethods(type).Where(annotation.Matches), context.SemanticModel.Compilation, context.ReportDiagnostic);
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

    private static IEnumerable<IMethodSymbol> RoutedMethods(INamedTypeSymbol type) =>
        type.AllInterfaces.Prepend(type)
            .Where(declaring => !KnownTypes.IsDisposable(declaring) && !KnownTypes.IsAsyncDisposable(declaring))
            .SelectMany(declaring => declaring.GetMembers())
            .OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false }
                && Signatures.IsImplementable(method)
                && !Signatures.IsExplicit(method)
                && Routing.ShapeOf(method) is not null);
}

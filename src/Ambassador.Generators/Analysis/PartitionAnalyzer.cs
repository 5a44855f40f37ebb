using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0020: a limit that is partitioned by a parameter that a method does not have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PartitionAnalyzer() : AmbassadorAnalyzer(Descriptors.NoSuchParameter)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(context, annotations, Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(AnnotatedSymbol context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface)
            return;

        foreach (var limit in PartitionReader.Limits)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol own)
                    Judge(own, own, limit, context);
            }

            if (PartitionReader.Find(type, limit) is null)
                continue;

            foreach (var member in type.AllInterfaces.Prepend(type).SelectMany(declaring => declaring.GetMembers()))
            {
                // What a method says itself wins; and what goes through no policies is not limited.
                if (member is IMethodSymbol method && PartitionReader.Find(method, limit) is null && Routing.ShapeOf(method) is not null)
                    Judge(method, type, limit, context);
            }
        }
    }

    private static void Judge(IMethodSymbol method, ISymbol annotated, string limit, AnnotatedSymbol context)
    {
        if (method.IsStatic || method.MethodKind != MethodKind.Ordinary
            || PartitionReader.Find(annotated, limit) is not { } attribute
            || PartitionReader.NameIn(attribute) is not { Value: string name }
            || PartitionReader.ParameterOf(method, name) is not null)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.NoSuchParameter,
            Attributes.LocationOf(attribute, PartitionReader.Property, context.CancellationToken),
            method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            limit,
            name));
    }
}

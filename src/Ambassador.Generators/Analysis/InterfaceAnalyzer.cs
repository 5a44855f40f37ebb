using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB002 and AMB003: an annotated interface that gets no ambassador.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InterfaceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NotDecoratable, Descriptors.NameTaken];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Tools write interfaces too: the generator decorates those, so that they are looked at as well.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeReader.MetadataName) is not null)
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface)
            return;

        var attribute = AttributeReader.Find(type)
            ?? (AttributeReader.FirstAnnotatedMethod(type) is { } method ? AttributeReader.Find(method) : null);
        if (attribute is null)
            return;

        var location = attribute.ApplicationSyntaxReference is { } reference
            ? Location.Create(reference.SyntaxTree, reference.Span)
            : type.Locations[0];

        if (Decoratability.Refuse(type, context.Compilation) is { } refusal)
        {
            var subject = refusal.Member is null ? "it" : $"'{refusal.Member}'";
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NotDecoratable, location, Display(type), subject, refusal.Reason));
            return;
        }

        var name = Naming.NameOf(type);
        if (Naming.FindRival(type, name) is { } rival)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NameTaken, location, Display(type), name.ClassName, Describe(rival)));
    }

    private static string Describe(ISymbol rival) => rival switch
    {
        INamespaceSymbol => $"the namespace '{rival.ToDisplayString()}'",
        INamedTypeSymbol { TypeKind: TypeKind.Interface } type when AttributeReader.IsAnnotated(type) => $"the ambassador of '{Display(type)}'",
        _ => $"'{rival.ToDisplayString()}'",
    };

    private static string Display(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}

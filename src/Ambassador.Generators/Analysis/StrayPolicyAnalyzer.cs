using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB011: attributes of policies on an interface that no ambassador implements.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StrayPolicyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NoAmbassador];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeReader.MetadataName) is null)
                return;

            var annotations = AssemblyAnnotations.Of(start.Compilation);
            start.RegisterSymbolAction(context => Analyze(annotations, context), SymbolKind.NamedType);
        });
    }

    private static void Analyze(AssemblyAnnotations annotations, SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || annotations.IsAnnotated(type))
            return;

        // A method that no policy can apply to has its own diagnostic, AMB007.
        var stray = type.GetMembers().OfType<IMethodSymbol>().Where(static method => Routing.WhyNot(method) is null).Prepend<ISymbol>(type)
            .SelectMany(static symbol => symbol.GetAttributes(), static (symbol, attribute) => (Symbol: symbol, Attribute: attribute))
            .Where(static pair => PolicyReader.IsOfOnePolicy(pair.Attribute))
            .ToList();
        if (stray.Count == 0 || IsInherited(type, context.Compilation.Assembly.GlobalNamespace, annotations))
            return;

        foreach (var (symbol, attribute) in stray)
        {
            var name = attribute.AttributeClass!.Name;
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.NoAmbassador, Attributes.LocationOf(attribute), name.Substring(0, name.Length - "Attribute".Length), Attributes.Display(symbol), Attributes.Display(type)));
        }
    }

    // What an interface says of itself holds for the ambassadors of those that inherit it.
    private static bool IsInherited(INamedTypeSymbol type, INamespaceOrTypeSymbol scope, AssemblyAnnotations annotations)
    {
        foreach (var member in scope.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Interface } derived && annotations.IsAnnotated(derived)
                && derived.AllInterfaces.Any(inherited => SymbolEqualityComparer.Default.Equals(inherited.OriginalDefinition, type)))
                return true;

            if (member is INamespaceOrTypeSymbol inner && IsInherited(type, inner, annotations))
                return true;
        }

        return false;
    }
}

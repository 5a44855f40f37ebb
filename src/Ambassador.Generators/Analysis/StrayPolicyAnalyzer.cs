using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0003: attributes of policies on an interface that no ambassador implements.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StrayPolicyAnalyzer() : AmbassadorAnalyzer(Descriptors.NoEffect)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(context, annotations, context => Analyze(annotations, context), SymbolKind.NamedType);
    }

    private static void Analyze(AssemblyAnnotations annotations, AnnotatedSymbol context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || annotations.IsAnnotated(type))
            return;

        // A method that no policy can apply to has its own diagnostic, AMB0003.
        var stray = type.GetMembers().OfType<IMethodSymbol>().Where(static method => Routing.WhyNot(method) is null).Prepend<ISymbol>(type)
            .SelectMany(static symbol => symbol.GetAttributes(), static (symbol, attribute) => (Symbol: symbol, Attribute: attribute))
            .Where(static pair => PolicyReader.IsOfOnePolicy(pair.Attribute))
            .ToList();
        if (stray.Count == 0 || AnnotatedBases.Of(annotations, context.Compilation).Contains(type))
            return;

        foreach (var (symbol, attribute) in stray)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.NoEffect,
                Attributes.LocationOf(attribute),
                Attributes.NameOf(attribute),
                Attributes.Display(symbol),
                $"'{Attributes.Display(type)}' has no ambassador"));
        }
    }
}

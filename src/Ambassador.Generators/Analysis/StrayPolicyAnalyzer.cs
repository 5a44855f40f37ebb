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
        // Found once, and only where it matters.
        var bases = new Lazy<HashSet<INamedTypeSymbol>>(() => BasesOfAnnotated(context.Compilation.Assembly.GlobalNamespace, annotations));
        context.RegisterSymbolAction(context => Analyze(annotations, bases, context), SymbolKind.NamedType);
    }

    private static void Analyze(AssemblyAnnotations annotations, Lazy<HashSet<INamedTypeSymbol>> bases, SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || annotations.IsAnnotated(type))
            return;

        // A method that no policy can apply to has its own diagnostic, AMB0003.
        var stray = type.GetMembers().OfType<IMethodSymbol>().Where(static method => Routing.WhyNot(method) is null).Prepend<ISymbol>(type)
            .SelectMany(static symbol => symbol.GetAttributes(), static (symbol, attribute) => (Symbol: symbol, Attribute: attribute))
            .Where(static pair => PolicyReader.IsOfOnePolicy(pair.Attribute))
            .ToList();
        if (stray.Count == 0 || bases.Value.Contains(type))
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

    // What an interface says of itself holds for the ambassadors of those that inherit it.
    private static HashSet<INamedTypeSymbol> BasesOfAnnotated(INamespaceSymbol @namespace, AssemblyAnnotations annotations)
    {
        var bases = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        Add(@namespace);
        return bases;

        void Add(INamespaceOrTypeSymbol scope)
        {
            foreach (var member in scope.GetMembers())
            {
                if (member is INamedTypeSymbol { TypeKind: TypeKind.Interface } type && annotations.IsAnnotated(type))
                {
                    foreach (var inherited in type.AllInterfaces)
                        bases.Add(inherited.OriginalDefinition);
                }

                if (member is INamespaceOrTypeSymbol inner)
                    Add(inner);
            }
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Benchmarks;

/// <summary>Finds every annotated interface, as any such generator must, and leaves it at that: what is left is the compiler's.</summary>
internal sealed class DoNothing : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(
            "Ambassador.AmbassadorAttribute",
            static (node, _) => node is InterfaceDeclarationSyntax,
            static (annotated, _) => annotated.TargetSymbol.Name),
        static (_, _) => { });
}

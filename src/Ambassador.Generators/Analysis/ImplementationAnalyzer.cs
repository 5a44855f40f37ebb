using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0007 and AMB0024: implementations of annotated interfaces that do not go along with what is in force for them.</summary>
/// <remarks>
/// Looks at a file's types, and into bodies only of classes behind an ambassador: actions on operations would have the compiler bind every body of the
/// project once more.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImplementationAnalyzer() : AmbassadorAnalyzer(Descriptors.UnusedToken, Descriptors.SelfCall)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        context.RegisterSemanticModelAction(context => Analyze(annotations, context));
    }

    private static void Analyze(AssemblyAnnotations annotations, SemanticModelAnalysisContext context)
    {
        foreach (var node in context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes(MayContainTypes))
        {
            if (node is not TypeDeclarationSyntax declaration
                || !MayImplement(declaration)
                || context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type)
                continue;

            var methods = ImplementedMethods.Of(type, annotations, context.SemanticModel.Compilation);
            if (methods.Count == 0)
                continue;

            UnusedTokens.Judge(methods, declaration, context);
            SelfCalls.Judge(methods, type, declaration, context);
        }
    }

    private static bool MayContainTypes(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    // What a tool has written (our ambassadors among it) is not mended by hand.
    private static bool MayImplement(TypeDeclarationSyntax declaration) =>
        !declaration.IsKind(SyntaxKind.InterfaceDeclaration)
        && (declaration.BaseList is not null || declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        && !declaration.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => IsGeneratedCode(attribute.Name));

    private static bool IsGeneratedCode(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText is "GeneratedCode" or "GeneratedCodeAttribute",
        QualifiedNameSyntax qualified => IsGeneratedCode(qualified.Right),
        AliasQualifiedNameSyntax aliased => IsGeneratedCode(aliased.Name),
        _ => false,
    };
}

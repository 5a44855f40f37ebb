using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Extraction;

/// <summary>Compares what two versions of a file declare, as far as a model may depend on it. When in doubt they differ.</summary>
/// <remarks>
/// The compiler has a comparison without bodies itself (<c>topLevel</c>), which will not do: as of 5.0 it overlooks every constant that comes
/// after a field with an initializer.
/// </remarks>
internal static class Declarations
{
    private static readonly Reduction s_reduction = new();

    /// <summary>Whether every model is the same for the one as for the other.</summary>
    public static bool AreEqual(SyntaxTree before, SyntaxTree after)
    {
        var (left, right) = (before.GetRoot(), after.GetRoot());
        return before.FilePath == after.FilePath
            && before.Options.Equals(after.Options)
            && IsGenerated(left) == IsGenerated(right)
            && SyntaxFactory.AreEquivalent(Reduce(left), Reduce(right), topLevel: false);
    }

    // Where nullability is switched on and off in the midst of a file, what would be left out has a say in what stays.
    private static SyntaxNode Reduce(SyntaxNode root) =>
        root.GetFirstDirective(static directive => directive is NullableDirectiveTriviaSyntax) is null ? s_reduction.Visit(root) : root;

    // A comment at the head is how the compiler tells generated code, where nullability is off unless it is switched on.
    private static bool IsGenerated(SyntaxNode root)
    {
        foreach (var trivia in root.GetLeadingTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia && trivia.ToString().Contains("<auto"))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Leaves out bodies, and those members of classes and structs that are neither types nor constants, nor make a type awaitable or tell how an
    /// HTTP call went: no type, constant or attribute that an interface mentions can come to mean anything else by them.
    /// </summary>
    private sealed class Reduction : CSharpSyntaxRewriter
    {
        private static readonly BlockSyntax s_block = SyntaxFactory.Block();
        private static readonly ArrowExpressionClauseSyntax s_arrow =
            SyntaxFactory.ArrowExpressionClause(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression));

        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) =>
            base.VisitClassDeclaration(node.Identifier.ValueText.EndsWith("Attribute", StringComparison.Ordinal) ? node : node.WithMembers(Reduce(node.Members)));

        public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) =>
            base.VisitStructDeclaration(node.WithMembers(Reduce(node.Members)));

        public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) =>
            base.VisitRecordDeclaration(node.WithMembers(Reduce(node.Members)));

        public override SyntaxNode? VisitGlobalStatement(GlobalStatementSyntax node) => null;

        public override SyntaxNode? VisitBlock(BlockSyntax node) => s_block;

        public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) => s_arrow;

        private static SyntaxList<MemberDeclarationSyntax> Reduce(SyntaxList<MemberDeclarationSyntax> members) => [.. members.Where(Matters)];

        private static bool Matters(MemberDeclarationSyntax member) => member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText == "GetAwaiter",
            PropertyDeclarationSyntax property => property.Identifier.ValueText is "StatusCode" or "Headers",
            FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
            BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or EventFieldDeclarationSyntax => false,
            _ => true,
        };
    }
}

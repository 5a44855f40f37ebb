using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Extraction;

/// <summary>Compares what two versions of a file declare, as far as a model may depend on it. When in doubt they differ.</summary>
internal static class Declarations
{
    private static readonly Reduction s_reduction = new();

    /// <summary>Whether every model is the same for the one as for the other.</summary>
    public static bool AreEqual(SyntaxTree before, SyntaxTree after)
    {
        if (before.FilePath != after.FilePath || !before.Options.Equals(after.Options))
            return false;

        var (left, right) = (before.GetRoot(), after.GetRoot());
        if (IsGenerated(left) != IsGenerated(right) || !HasSameNullableDirectives(left, right))
            return false;

        // The compiler's own comparison leaves out bodies and initializers that are no constants, and looks at directives where they stand.
        return SyntaxFactory.AreEquivalent(left, right, topLevel: true)
            || (!left.ContainsDirectives && !right.ContainsDirectives
                && SyntaxFactory.AreEquivalent(s_reduction.Visit(left), s_reduction.Visit(right), topLevel: true));
    }

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

    // Even within what the compiler's comparison leaves out: the rest of the file is under their influence.
    private static bool HasSameNullableDirectives(SyntaxNode before, SyntaxNode after)
    {
        if (!before.ContainsDirectives && !after.ContainsDirectives)
            return true;

        var left = before.GetFirstDirective(IsNullable);
        var right = after.GetFirstDirective(IsNullable);
        while (left is not null && right is not null && left.IsEquivalentTo(right))
        {
            left = left.GetNextDirective(IsNullable);
            right = right.GetNextDirective(IsNullable);
        }

        return left is null && right is null;
    }

    private static bool IsNullable(DirectiveTriviaSyntax directive) => directive is NullableDirectiveTriviaSyntax;

    /// <summary>
    /// Leaves out the members of classes and structs that no model depends on: those that are neither types nor constants, nor make a type
    /// awaitable. Interfaces stay whole, and so do attributes.
    /// </summary>
    private sealed class Reduction : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) => node;

        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) =>
            node.Identifier.ValueText.EndsWith("Attribute", StringComparison.Ordinal) ? node : base.VisitClassDeclaration(node);

        public override SyntaxNode? VisitEnumDeclaration(EnumDeclarationSyntax node) => node;

        public override SyntaxNode? VisitDelegateDeclaration(DelegateDeclarationSyntax node) => node;

        public override SyntaxNode? VisitGlobalStatement(GlobalStatementSyntax node) => node;

        public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) => node.Modifiers.Any(SyntaxKind.ConstKeyword) ? node : null;

        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) => node.Identifier.ValueText == "GetAwaiter" ? node : null;

        public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node) => null;

        public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node) => null;

        public override SyntaxNode? VisitEventDeclaration(EventDeclarationSyntax node) => null;

        public override SyntaxNode? VisitEventFieldDeclaration(EventFieldDeclarationSyntax node) => null;

        public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) => null;

        public override SyntaxNode? VisitDestructorDeclaration(DestructorDeclarationSyntax node) => null;

        public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node) => null;

        public override SyntaxNode? VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) => null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>Puts statements after others: on a line of their own where those have one.</summary>
internal static class StatementInsertion
{
    /// <summary>Whether another statement can stand beside one.</summary>
    public static bool IsInList(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;

    /// <summary>Adds a statement.</summary>
    public static SyntaxNode After(SyntaxNode root, StatementSyntax place, StatementSyntax added)
    {
        var trailing = place.GetTrailingTrivia();
        if (trailing.Any(SyntaxKind.EndOfLineTrivia))
        {
            var indentation = place.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
            return Insert(root, place, place, added.WithLeadingTrivia(indentation).WithTrailingTrivia(trailing.Last()));
        }

        // On the same line, or the last of a file.
        var separator = place.GetLastToken().GetNextToken().IsKind(SyntaxKind.EndOfFileToken) ? SyntaxFactory.ElasticCarriageReturnLineFeed : SyntaxFactory.Space;
        return Insert(root, place, place.WithTrailingTrivia(separator), added.WithTrailingTrivia(trailing));
    }

    /// <summary>Moves a statement, with the comments that belong to it, after one of those that stand beside it.</summary>
    public static SyntaxNode Move(SyntaxNode root, StatementSyntax moved, StatementSyntax place)
    {
        root = root.TrackNodes(moved, place);
        var there = root.GetCurrentNode(place)!;
        root = Insert(root, there, there, moved.WithoutAnnotations());
        SyntaxNode gone = root.GetCurrentNode(moved)!;
        return root.RemoveNode(gone.Parent is GlobalStatementSyntax global ? global : gone, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
    }

    private static SyntaxNode Insert(SyntaxNode root, StatementSyntax place, StatementSyntax changed, StatementSyntax added)
    {
        if (place.Parent is GlobalStatementSyntax global)
            return root.ReplaceNode(global, [global.WithStatement(changed), SyntaxFactory.GlobalStatement(added)]);

        return root.ReplaceNode(place, [changed, added]);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>The brackets before a member.</summary>
internal static class AttributeLists
{
    /// <summary>A member with one more attribute, in brackets of its own before all others, behind the comments; on a line of its own where the member begins one.</summary>
    public static MethodDeclarationSyntax With(MethodDeclarationSyntax member, AttributeSyntax attribute)
    {
        var before = member.GetLeadingTrivia();
        var previous = member.GetFirstToken().GetPreviousToken();
        var beginsLine = before.Any(SyntaxKind.EndOfLineTrivia) || previous.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var indentation = before is [.., { RawKind: (int)SyntaxKind.WhitespaceTrivia } last] ? [last] : default(SyntaxTriviaList);
        var list = SyntaxFactory.AttributeList([attribute])
            .WithLeadingTrivia(before)
            .WithTrailingTrivia(beginsLine ? EndsOfLines.In(member.SyntaxTree.GetRoot()) : SyntaxFactory.Space);

        member = member.WithLeadingTrivia(beginsLine ? indentation : default);
        return member.WithAttributeLists(member.AttributeLists.Insert(0, list));
    }
}

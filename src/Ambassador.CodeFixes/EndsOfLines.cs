using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.CodeFixes;

/// <summary>How lines end.</summary>
internal static class EndsOfLines
{
    /// <summary>As the first one of a file does.</summary>
    public static SyntaxTrivia In(SyntaxNode root)
    {
        foreach (var trivia in root.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                return trivia;
        }

        return SyntaxFactory.LineFeed;
    }
}

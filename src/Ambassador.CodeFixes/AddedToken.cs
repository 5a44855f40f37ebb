using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Ambassador.CodeFixes;

/// <summary>A cancellation token as the last parameter of methods and of what implements them, which does not yet do anything with it.</summary>
internal static class AddedToken
{
    private const string TokenType = "System.Threading.CancellationToken";

    /// <summary>Adds it to methods of interfaces and, wherever in the solution they are written, to their implementations and what overrides those.</summary>
    public static async Task<Solution> ToAllAsync(Solution solution, IEnumerable<IMethodSymbol> methods, CancellationToken cancellationToken)
    {
        var declarations = new HashSet<MethodDeclarationSyntax>();
        foreach (var method in methods)
        {
            await AddAsync(method, declarations, cancellationToken).ConfigureAwait(false);
            foreach (var implementation in await SymbolFinder.FindImplementationsAsync(method, solution, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                await AddAsync(implementation, declarations, cancellationToken).ConfigureAwait(false);
                foreach (var @override in await SymbolFinder.FindOverridesAsync(implementation, solution, cancellationToken: cancellationToken).ConfigureAwait(false))
                    await AddAsync(@override, declarations, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var ofFile in declarations.GroupBy(static declaration => declaration.SyntaxTree))
        {
            // What is generated follows by itself.
            if (solution.GetDocument(ofFile.Key) is { } document)
                solution = (await RewriteAsync(document, ofFile, cancellationToken).ConfigureAwait(false)).Project.Solution;
        }

        return solution;
    }

    private static async Task AddAsync(ISymbol symbol, HashSet<MethodDeclarationSyntax> declarations, CancellationToken cancellationToken)
    {
        if (symbol is not IMethodSymbol method || HasOverload(method))
            return;

        foreach (var reference in method.DeclaringSyntaxReferences.AddRange(method.PartialImplementationPart?.DeclaringSyntaxReferences ?? []))
        {
            if (await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is MethodDeclarationSyntax declaration)
                declarations.Add(declaration);
        }
    }

    // A class may have had a token all along, in an overload: that is what implements the interface from now on.
    private static bool HasOverload(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(overload =>
        overload.Parameters.Length == method.Parameters.Length + 1
        && overload.Parameters[overload.Parameters.Length - 1].Type.ToDisplayString() == TokenType
        && method.Parameters.All(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, overload.Parameters[parameter.Ordinal].Type)));

    private static async Task<Document> RewriteAsync(Document document, IEnumerable<MethodDeclarationSyntax> declarations, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var compilation = (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
        if (compilation.GetTypeByMetadataName(TokenType) is not { } token)
            return document;

        var mark = compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.EnumeratorCancellationAttribute");
        var imports = new Imports((await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!);
        root = root.ReplaceNodes(declarations, (declaration, _) => declaration.WithParameterList(WithToken(
            declaration,
            imports.Name(token, declaration.SpanStart),
            mark is not null && IsIterator(declaration) ? imports.Name(mark, declaration.SpanStart, "EnumeratorCancellation") : null)));
        return document.WithSyntaxRoot(imports.AddTo(root));
    }

    private static bool IsIterator(MethodDeclarationSyntax declaration) =>
        declaration.Modifiers.Any(SyntaxKind.AsyncKeyword)
        && declaration.ReturnType.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault(static name => name is GenericNameSyntax) is { Identifier.ValueText: "IAsyncEnumerable" };

    private static ParameterListSyntax WithToken(MethodDeclarationSyntax declaration, TypeSyntax type, NameSyntax? mark)
    {
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(NameIn(declaration))).WithType(type.WithTrailingTrivia(SyntaxFactory.Space));
        if (mark is not null)
            parameter = parameter.WithAttributeLists([SyntaxFactory.AttributeList([SyntaxFactory.Attribute(mark)]).WithTrailingTrivia(SyntaxFactory.Space)]);

        // Nobody could leave out an argument of an explicit implementation.
        if (declaration.ExplicitInterfaceSpecifier is null)
        {
            parameter = parameter.WithDefault(SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.EqualsToken, [SyntaxFactory.Space]), SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)));
        }

        return Append(declaration, parameter);
    }

    // On a line of its own where the others are.
    private static ParameterListSyntax Append(MethodDeclarationSyntax declaration, ParameterSyntax parameter)
    {
        var list = declaration.ParameterList;
        if (list.Parameters is not [.., var last])
            return list.WithParameters([parameter]);

        var before = list.Parameters.Count > 1 ? list.Parameters.GetSeparator(list.Parameters.Count - 2) : list.OpenParenToken;
        var isOfItsOwnLine = before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        SyntaxTriviaList behindComma = isOfItsOwnLine ? [EndsOfLines.In(declaration.SyntaxTree.GetRoot())] : [SyntaxFactory.Space];
        if (isOfItsOwnLine)
            parameter = parameter.WithLeadingTrivia(last.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));

        // A comment to the end of the line stays behind the comma.
        var kept = last;
        if (last.GetTrailingTrivia() is var behindLast && behindLast.Any(SyntaxKind.EndOfLineTrivia))
        {
            behindComma = behindLast;
            kept = last.WithoutTrailingTrivia();
            parameter = parameter.WithTrailingTrivia(behindLast.Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        }

        SyntaxNodeOrToken[] parts =
            [.. list.Parameters.Replace(last, kept).GetWithSeparators(), SyntaxFactory.Token([], SyntaxKind.CommaToken, behindComma), parameter];
        return list.WithParameters(SyntaxFactory.SeparatedList<ParameterSyntax>(parts));
    }

    // One that nothing in the method has.
    private static string NameIn(MethodDeclarationSyntax declaration)
    {
        var taken = new HashSet<string>(declaration.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText));
        var name = "cancellationToken";
        for (var i = 2; taken.Contains(name); i++)
            name = "cancellationToken" + i;

        return name;
    }
}

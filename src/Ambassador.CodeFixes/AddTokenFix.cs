using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>AMB0006: adds a token to a method of an interface, and to whatever implements it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddTokenFix : CodeFixProvider
{
    private const string Title = "Add a CancellationToken";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AMB0006"];

    /// <summary>All in one go: several methods may have their implementations in one file.</summary>
    public override FixAllProvider GetFixAllProvider() => new Everywhere();

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } method)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title, cancellationToken => AddedToken.ToAllAsync(context.Document.Project.Solution, [method], cancellationToken), equivalenceKey: Title),
                    diagnostic);
            }
        }
    }

    private static async Task<IMethodSymbol?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Parent: InterfaceDeclarationSyntax type } method
            || HasParams(method)
            || HasFallbackMethod(method.AttributeLists)
            || HasFallbackMethod(type.AttributeLists))
            return null;

        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return model.GetDeclaredSymbol(method, cancellationToken);
    }

    // Behind params there is no place, and before them the token would take what callers mean for those.
    private static bool HasParams(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters is [.., var last] && last.Modifiers.Any(SyntaxKind.ParamsKeyword);

    // A method that answers for another has the same parameters, and may be meant for several.
    private static bool HasFallbackMethod(SyntaxList<AttributeListSyntax> lists) => lists.SelectMany(static list => list.Attributes).Any(static attribute =>
        AttributeNames.Are(attribute, "Fallback") && attribute.ArgumentList?.Arguments is [{ Expression: not TypeOfExpressionSyntax }, ..]);

    private sealed class Everywhere : FixAllProvider
    {
        public override Task<CodeAction?> GetFixAsync(FixAllContext context) => Task.FromResult<CodeAction?>(
            CodeAction.Create(Title, cancellationToken => FixAsync(context, cancellationToken), equivalenceKey: Title));

        private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellationToken)
        {
            var methods = new List<IMethodSymbol>();
            foreach (var diagnostic in await DiagnosticsAsync(context).ConfigureAwait(false))
            {
                if (context.Solution.GetDocument(diagnostic.Location.SourceTree) is { } document
                    && await FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is { } method)
                    methods.Add(method);
            }

            return await AddedToken.ToAllAsync(context.Solution, methods, cancellationToken).ConfigureAwait(false);
        }

        private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(FixAllContext context)
        {
            if (context is { Scope: FixAllScope.Document, Document: { } document })
                return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);

            if (context.Scope == FixAllScope.Project)
                return await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);

            var diagnostics = new List<Diagnostic>();
            foreach (var project in context.Solution.Projects)
            {
                if (project.Language == LanguageNames.CSharp)
                    diagnostics.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
            }

            return diagnostics;
        }
    }
}

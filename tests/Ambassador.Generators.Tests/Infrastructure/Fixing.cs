using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Ambassador.Generators.Tests.Infrastructure;

/// <summary>Applies a code fix to what our analyzers say of a user's project, as an editor would, and returns the files.</summary>
internal sealed class Fixing
{
    private readonly CodeFixProvider _fix;
    private Project _project;

    public Fixing(CodeFixProvider fix, params string[] sources)
    {
        _fix = fix;
        var compilation = Compile.Sources(sources);
        _project = new AdhocWorkspace().AddProject("Shop.Client", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(compilation.SyntaxTrees[0].Options)
            .WithMetadataReferences(compilation.References);
        foreach (var tree in compilation.SyntaxTrees)
            _project = _project.AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath).Project;
    }

    /// <summary>Whether the sources are a library or a program.</summary>
    public OutputKind Output
    {
        init => _project = _project.WithCompilationOptions(_project.CompilationOptions!.WithOutputKind(value));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Fixes the first mistake that the fix is for; of what it is for, nothing is left to say.</summary>
    /// <param name="title">Which of several ways is taken; null where there is one.</param>
    public async Task<IReadOnlyList<string>> FixFirstAsync(string? title = null)
    {
        var diagnostic = (await DiagnosticsAsync(_project))[0];
        return await ApplyAsync(await ActionAsync(diagnostic, title));
    }

    /// <summary>Fixes all of a solution's mistakes of one kind in one go; of what it is for, nothing is left to say.</summary>
    /// <param name="title">Which of several ways is taken; null where there is one.</param>
    public async Task<IReadOnlyList<string>> FixAllAsync(string? title = null)
    {
        var diagnostic = (await DiagnosticsAsync(_project))[0];
        var provider = _fix.GetFixAllProvider();
        Assert.NotNull(provider);
        Assert.Contains(FixAllScope.Solution, provider.GetSupportedFixAllScopes());
        var context = new FixAllContext(
            DocumentOf(diagnostic), _fix, FixAllScope.Solution, (await ActionAsync(diagnostic, title)).EquivalenceKey!, _fix.FixableDiagnosticIds, new Known(this), Cancellation);
        var action = await provider.GetFixAsync(context);
        Assert.NotNull(action);
        return await ApplyAsync(action);
    }

    /// <summary>What is offered for the first mistake that the fix is for.</summary>
    public async Task<IEnumerable<string>> TitlesAsync() => (await ActionsAsync((await DiagnosticsAsync(_project))[0])).Select(action => action.Title);

    private async Task<CodeAction> ActionAsync(Diagnostic diagnostic, string? title) =>
        Assert.Single(await ActionsAsync(diagnostic), action => title is null || action.Title == title);

    private async Task<List<CodeAction>> ActionsAsync(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await _fix.RegisterCodeFixesAsync(new CodeFixContext(DocumentOf(diagnostic), diagnostic, (action, _) => actions.Add(action), Cancellation));
        return actions;
    }

    private async Task<IReadOnlyList<string>> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(_project.Solution, new Progress<CodeAnalysisProgress>(), Cancellation);
        var project = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution.GetProject(_project.Id)!;
        Assert.Empty(await DiagnosticsAsync(project));
        return await Task.WhenAll(project.Documents.Select(async document => (await document.GetTextAsync(Cancellation)).ToString()));
    }

    private Document DocumentOf(Diagnostic diagnostic) => _project.GetDocument(diagnostic.Location.SourceTree)!;

    private async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project) =>
        await Compile.AnalyzeAsync((await project.GetCompilationAsync(Cancellation))!, [.. _fix.FixableDiagnosticIds]);

    private sealed class Known(Fixing fixing) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await fixing.DiagnosticsAsync(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await fixing.DiagnosticsAsync(document.Project)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}

using Ambassador.CodeFixes;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Ambassador.Generators.Tests.CodeFixes;

public class UnwrapPollyTests
{
    [Theory]
    [InlineData("return await pipeline.ExecuteAsync(async ct => await catalog.GetAsync(1, ct), token);", "return await catalog.GetAsync(1, token);")]
    [InlineData("return await pipeline.ExecuteAsync(async ct => await catalog.GetAsync(1, token: ct).ConfigureAwait(false), token).ConfigureAwait(false);", "return await catalog.GetAsync(1, token: token).ConfigureAwait(false);")]
    [InlineData("return await pipeline.ExecuteAsync(ct => new ValueTask<int>(catalog.GetAsync(1, ct)), token); // one", "return await catalog.GetAsync(1, token); // one")]
    [InlineData("return await pipeline.ExecuteAsync(async ct => await catalog.GetAsync(1, ct));", "return await catalog.GetAsync(1, default);")]
    [InlineData("return await pipeline.ExecuteAsync(async _ => await catalog.GetAsync(1));", "return await catalog.GetAsync(1);")]
    [InlineData("// why\n        return /* now */ await pipeline.ExecuteAsync(\n            async ct => await catalog.GetAsync(1 /* the first */, ct),\n            token);", "// why\n        return /* now */ await catalog.GetAsync(1 /* the first */, token);")]
    [InlineData("await Task.Yield(); return pipeline.Execute(() => catalog.Count(2));", "await Task.Yield(); return catalog.Count(2);")]
    [InlineData("await Task.Yield(); return 1 + pipeline.Execute(ct => catalog.Count(2), token);", "await Task.Yield(); return 1 + catalog.Count(2);")]
    public async Task One_call(string before, string after)
    {
        var fixedText = Assert.Single(await new Fixing(new UnwrapPollyFix(), Caller(before)).FixFirstAsync());

        Assert.Equal(Caller(after), fixedText);
        Compile.Sources(fixedText).WithGenerated().AssertCompiles();
    }

    [Fact]
    public async Task All_at_once()
    {
        const string Before = "var one = await pipeline.ExecuteAsync(async ct => await catalog.GetAsync(1, ct), token);\n        return one + await pipeline.ExecuteAsync(async ct => await catalog.GetAsync(one, ct), token);";
        const string After = "var one = await catalog.GetAsync(1, token);\n        return one + await catalog.GetAsync(one, token);";

        var fixedText = Assert.Single(await new Fixing(new UnwrapPollyFix(), Caller(Before)).FixAllAsync());

        Assert.Equal(Caller(After), fixedText);
        Compile.Sources(fixedText).WithGenerated().AssertCompiles();
    }

    [Theory]
    [InlineData("return await pipeline.ExecuteAsync(async ct => { await Task.Yield(); return await catalog.GetAsync(1, ct); }, token);")]
    [InlineData("return await pipeline.ExecuteAsync(async ct => 1 + await catalog.GetAsync(1, ct), token);")]
    [InlineData("return await pipeline.ExecuteAsync(static async (state, ct) => await state.GetAsync(1, ct), catalog, token);")]
    [InlineData("return await pipeline.ExecuteAsync(async ct => /* keep me */ await catalog.GetAsync(1, ct), token);")]
    [InlineData("return await pipeline.ExecuteAsync(async ct => await catalog.GetAsync(1, ct), token).AsTask();")]
    [InlineData("for (var i = 0; ; i++) { try { return await catalog.GetAsync(1); } catch (System.Exception) when (i < 3) { } }")]
    public async Task What_is_more_than_the_call_is_left_alone(string statements)
    {
        var project = new Microsoft.CodeAnalysis.AdhocWorkspace().AddProject("Shop", Microsoft.CodeAnalysis.LanguageNames.CSharp);
        var compilation = Compile.Sources(Caller(statements));
        var document = project.WithCompilationOptions(compilation.Options).WithParseOptions(Compile.ParseOptions).WithMetadataReferences(compilation.References)
            .AddDocument("Source0.cs", compilation.SyntaxTrees[0].GetText(), filePath: "Source0.cs");
        var diagnostics = await Compile.AnalyzeAsync((await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!, "AMB0028");
        Assert.NotEmpty(diagnostics);

        var actions = new List<CodeAction>();
        foreach (var diagnostic in diagnostics)
            await new UnwrapPollyFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));

        Assert.Empty(actions);
    }

    private static string Caller(string statements) =>
        $$"""
        using Ambassador;
        using System.Threading;
        using System.Threading.Tasks;
        using Polly;

        [Ambassador(Retry = 3)]
        public interface ICatalog
        {
            Task<int> GetAsync(int id, CancellationToken token = default);
            int Count(int id);
        }

        public class Caller
        {
            public async Task<int> RunAsync(ICatalog catalog, ResiliencePipeline pipeline, CancellationToken token)
            {
                {{statements}}
            }
        }

        """;
}

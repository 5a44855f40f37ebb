using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Tests.Infrastructure;

/// <summary>One rule, asked about sources that compile. <c>[|…|]</c> marks each place where it is to speak.</summary>
internal sealed class Rule(string id, DiagnosticSeverity severity)
{
    private const string Prelude =
        "using Ambassador; using Ambassador.Targets; using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; using System.Threading.Tasks;\n";

    /// <summary>What the rule can be told by <c>.editorconfig</c> and additional files.</summary>
    public AnalyzerOptions? Options { get; init; }

    /// <summary>Assemblies that the sources use beside the framework and the runtime.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = [];

    /// <summary>Whether the sources are a library or a program.</summary>
    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>The rule speaks where the source is marked, and nowhere else, with these messages in order of their places.</summary>
    public async Task FiresAsync(string marked, params string[] messages)
    {
        var (source, spans) = Unmark(Prelude + marked);
        Assert.NotEmpty(spans);
        var found = await AnalyzeAsync(source);

        Assert.Equal(spans, found.Select(diagnostic => diagnostic.Location.SourceSpan));
        Assert.All(found, diagnostic => Assert.Equal((id, severity), (diagnostic.Id, diagnostic.DefaultSeverity)));
        if (messages.Length > 0)
            Assert.Equal(messages, found.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
    }

    /// <summary>The rule has nothing to say.</summary>
    public async Task IsSilentAsync(string source) => Assert.Empty(await AnalyzeAsync(Prelude + source));

    private async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source)
    {
        var compilation = Compile.Sources(source).AddReferences(References);
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(Output));
        var errors = compilation.WithGenerated().GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);
        Assert.Empty(errors);
        return await Compile.AnalyzeAsync(compilation, Options, id);
    }

    private static (string Source, List<TextSpan> Spans) Unmark(string marked)
    {
        var spans = new List<TextSpan>();
        for (var start = marked.IndexOf("[|", StringComparison.Ordinal); start >= 0; start = marked.IndexOf("[|", start, StringComparison.Ordinal))
        {
            var end = marked.IndexOf("|]", start, StringComparison.Ordinal);
            marked = marked.Remove(end, 2).Remove(start, 2);
            spans.Add(TextSpan.FromBounds(start, end - 2));
        }

        return (marked, spans);
    }
}

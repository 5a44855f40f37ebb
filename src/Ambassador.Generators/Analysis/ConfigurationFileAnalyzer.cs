using Ambassador.Configuration;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0027: what a configuration file says of interfaces with ambassadors, where it has no meaning or contradicts an attribute.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationFileAnalyzer() : AmbassadorAnalyzer(Descriptors.ConfigurationMistake)
{
    private const string Section = "Ambassador";
    private const string BaseFile = "appsettings.json";

    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        var gate = new object();
        IReadOnlyList<(KnownInterface Known, AnnotatedInterface? Type)>? interfaces = null;
        context.RegisterAdditionalFileAction(context =>
        {
            if (!IsSettings(Path.GetFileName(context.AdditionalFile.Path))
                || context.AdditionalFile.GetText(context.CancellationToken) is not { } text
                || ConfigurationJson.Read(text.ToString())?.Find(Section) is not { } section)
                return;

            lock (gate)
                interfaces ??= ReadsAnotherSection(context.Compilation, context.CancellationToken) ? [] : ConfigurableInterfaces.Of(context.Compilation, annotations, context.CancellationToken);

            // A project without ambassadors has the file for another program's sake.
            if (interfaces.Count == 0)
                return;

            var isBase = string.Equals(Path.GetFileName(context.AdditionalFile.Path), BaseFile, StringComparison.OrdinalIgnoreCase);
            new ConfigurationSectionJudge(interfaces, isBase, (node, problem) => context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.ConfigurationMistake,
                Location.Create(context.AdditionalFile.Path, node.Place, text.Lines.GetLinePositionSpan(node.Place)),
                node.Path,
                problem))).Judge(section);
        });
    }

    private static bool IsSettings(string file) =>
        file.StartsWith("appsettings.", StringComparison.OrdinalIgnoreCase) && file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    // options.ConfigurationSection = "Resilience": then this section is somebody else's.
    private static bool ReadsAnotherSection(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigurationSection" } or IdentifierNameSyntax { Identifier.ValueText: "ConfigurationSection" } })
                    return true;
            }
        }

        return false;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB001: a setting outside its range.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SettingsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.SettingOutOfRange];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeReader.MetadataName) is not null)
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType, SymbolKind.Method);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (AttributeReader.Find(context.Symbol) is not { } attribute)
            return;

        foreach (var argument in attribute.NamedArguments)
        {
            if (AttributeReader.Value(argument.Value) is not { } value || PolicyRules.Find(argument.Key) is not { } rule || rule.Allows(value))
                continue;

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.SettingOutOfRange,
                LocationOf(attribute, argument.Key, context.CancellationToken),
                Describe(context.Symbol),
                rule.Name,
                value.ToString(CultureInfo.InvariantCulture),
                rule.Range));
        }
    }

    private static string Describe(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    // The argument's own place, found by name: the attribute may span lines.
    private static Location? LocationOf(AttributeData attribute, string name, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax)
            return null;

        var argument = syntax.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
        return (argument ?? (CSharpSyntaxNode)syntax).GetLocation();
    }
}

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
            if (start.Compilation.GetTypeByMetadataName(AttributeReader.MetadataName) is null)
                return;

            start.RegisterSymbolAction(Analyze, SymbolKind.NamedType, SymbolKind.Method);
            var annotations = AssemblyAnnotations.Of(start.Compilation);
            if (annotations.Interfaces.Count + annotations.Methods.Count > 0)
                start.RegisterSemanticModelAction(context => Analyze(annotations, context));
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (AttributeReader.Find(context.Symbol) is { } attribute)
            Judge(attribute, Attributes.Display(context.Symbol), context.ReportDiagnostic, context.CancellationToken);
    }

    private static void Analyze(AssemblyAnnotations annotations, SemanticModelAnalysisContext context)
    {
        foreach (var annotation in annotations.Interfaces)
        {
            if (annotation.Target.Named is { } type && annotation.Attribute.StandsIn(context))
                Judge(annotation.Attribute, Attributes.Display(type), context.ReportDiagnostic, context.CancellationToken);
        }

        foreach (var annotation in annotations.Methods)
        {
            if (annotation.Target.Named is { } type && annotation.Attribute.StandsIn(context))
                Judge(annotation.Attribute, $"{Attributes.Display(type)}.{annotation.Signature}", context.ReportDiagnostic, context.CancellationToken);
        }
    }

    private static void Judge(AttributeData attribute, string subject, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (AttributeReader.Value(argument.Value) is not { } value || PolicyRules.Find(argument.Key) is not { } rule || rule.Allows(value))
                continue;

            report(Diagnostic.Create(
                Descriptors.SettingOutOfRange,
                LocationOf(attribute, argument.Key, cancellationToken),
                subject,
                rule.Name,
                value.ToString(CultureInfo.InvariantCulture),
                rule.Range));
        }
    }

    // The argument's own place, found by name: the attribute may span lines.
    private static Location? LocationOf(AttributeData attribute, string name, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax)
            return null;

        var argument = syntax.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
        return (argument ?? (CSharpSyntaxNode)syntax).GetLocation();
    }
}

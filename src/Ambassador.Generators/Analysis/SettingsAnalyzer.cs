using System.Globalization;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0001: a setting outside its range.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SettingsAnalyzer() : AmbassadorAnalyzer(Descriptors.SettingOutOfRange)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(context, annotations, Analyze, SymbolKind.NamedType, SymbolKind.Method);
        if (annotations.Interfaces.Count + annotations.Methods.Count > 0)
            context.RegisterSemanticModelAction(context => Analyze(annotations, context));
    }

    private static void Analyze(AnnotatedSymbol context)
    {
        foreach (var attribute in context.Symbol.GetAttributes())
        {
            if (OurAttributes.HasAllSettings(attribute) || PolicyReader.IsOfOnePolicy(attribute))
                Judge(attribute, Attributes.Display(context.Symbol), context.ReportDiagnostic, context.CancellationToken);
        }
    }

    private static void Analyze(AssemblyAnnotations annotations, SemanticModelAnalysisContext context)
    {
        foreach (var annotation in annotations.InterfacesIn(context.SemanticModel.SyntaxTree))
        {
            if (annotation.Target.Named is { } type)
                Judge(annotation.Attribute, Attributes.Display(type), context.ReportDiagnostic, context.CancellationToken);
        }

        foreach (var annotation in annotations.MethodsIn(context.SemanticModel.SyntaxTree))
        {
            if (annotation.Target.Named is { } type)
                Judge(annotation.Attribute, $"{Attributes.Display(type)}.{annotation.Signature}", context.ReportDiagnostic, context.CancellationToken);
        }
    }

    private static void Judge(AttributeData attribute, string subject, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var (rule, property, constant) in PolicyReader.Values(attribute))
        {
            if (WhatIsOutOfRange(rule, constant) is not { } value)
                continue;

            report(Diagnostic.Create(
                Descriptors.SettingOutOfRange,
                Attributes.LocationOf(attribute, property, cancellationToken),
                subject,
                char.ToUpperInvariant(property[0]) + property.Substring(1),
                value,
                rule.Range));
        }
    }

    private static string? WhatIsOutOfRange(PolicyRule rule, TypedConstant constant)
    {
        if (rule.Kind == SettingKind.Text)
            return constant.Value is string text && !rule.Allows(text) ? $"\"{text}\"" : null;

        return PolicyReader.Number(constant) is { } value && !rule.Allows(value) ? rule.Show(value) : null;
    }
}

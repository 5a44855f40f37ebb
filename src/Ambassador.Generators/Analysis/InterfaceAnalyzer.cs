using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0002 and AMB0029: an annotated interface that gets no ambassador.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InterfaceAnalyzer() : AmbassadorAnalyzer(Descriptors.NotDecoratable, Descriptors.NameTaken)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(context, annotations, context => Analyze(annotations, context), SymbolKind.NamedType);
        if (annotations.Interfaces.Count > 0)
            context.RegisterSemanticModelAction(context => Analyze(annotations, context));
    }

    private static void Analyze(AssemblyAnnotations annotations, AnnotatedSymbol context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface)
            return;

        var attribute = AttributeReader.Find(type)
            ?? (AttributeReader.FirstAnnotatedMethod(type) is { } method ? AttributeReader.Find(method) : null);
        if (attribute is null)
            return;

        if (Judge(type, Attributes.LocationOf(attribute), annotations, context.Compilation) is { } diagnostic)
            context.ReportDiagnostic(diagnostic);
    }

    private static void Analyze(AssemblyAnnotations annotations, SemanticModelAnalysisContext context)
    {
        foreach (var annotation in annotations.InterfacesIn(context.SemanticModel.SyntaxTree))
        {
            if (annotation is { Earlier: null, Target.Type: { } type }
                && Judge(type, Attributes.LocationOf(annotation.Attribute), annotations, context.SemanticModel.Compilation) is { } diagnostic)
                context.ReportDiagnostic(diagnostic);
        }
    }

    private static Diagnostic? Judge(INamedTypeSymbol type, Location location, AssemblyAnnotations annotations, Compilation compilation)
    {
        if (Decoratability.Refuse(type, compilation) is { } refusal)
        {
            var subject = refusal.Member is null ? "it" : $"'{refusal.Member}'";
            return Diagnostic.Create(Descriptors.NotDecoratable, location, Attributes.Display(type), $"{subject} {refusal.Reason}");
        }

        var name = annotations.NameOf(type);
        return annotations.FindRival(type, name) is { } rival
            ? Diagnostic.Create(Descriptors.NameTaken, location, Attributes.Display(type), name.ClassName, Describe(rival, annotations))
            : null;
    }

    private static string Describe(ISymbol rival, AssemblyAnnotations annotations) => rival switch
    {
        INamespaceSymbol => $"the namespace '{rival.ToDisplayString()}'",
        INamedTypeSymbol { TypeKind: TypeKind.Interface } type when annotations.IsAnnotated(type) => $"the ambassador of '{Attributes.Display(type)}'",
        _ => $"'{rival.ToDisplayString()}'",
    };
}

using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0002, AMB0003, AMB0009, AMB0012, AMB0020 and AMB0026: an attribute of the assembly that names nothing that it could apply to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AssemblyAnalyzer() : AmbassadorAnalyzer(
    Descriptors.NotDecoratable, Descriptors.NoSuchMethod, Descriptors.AnnotatedTwice, Descriptors.NoEffect, Descriptors.NothingToCache, Descriptors.ByReference)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        if (annotations.Interfaces.Count + annotations.Methods.Count > 0)
            context.RegisterSemanticModelAction(context => Analyze(annotations, context));
    }

    private static void Analyze(AssemblyAnnotations annotations, SemanticModelAnalysisContext context)
    {
        foreach (var annotation in annotations.InterfacesIn(context.SemanticModel.SyntaxTree))
        {
            var location = Attributes.LocationOf(annotation.Attribute);
            if (annotation.Target.Problem is { } problem)
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.NotDecoratable, location, Attributes.Display(annotation.Target.Named!), problem));
            else if (annotation.Earlier is { } earlier)
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.AnnotatedTwice, location, Attributes.Display(annotation.Target.Type!), earlier));
        }

        foreach (var annotation in annotations.MethodsIn(context.SemanticModel.SyntaxTree))
            Analyze(annotation, annotations, context);
    }

    private static void Analyze(MethodAnnotation method, AssemblyAnnotations annotations, SemanticModelAnalysisContext context)
    {
        var location = Attributes.LocationOf(method.Attribute);
        if (method.Target is { Problem: { } problem, Named: { } named })
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NotDecoratable, location, Attributes.Display(named), problem));
        else if (method.Target.Type is { } type)
            Analyze(method, type, location, annotations, context);
    }

    private static void Analyze(
        MethodAnnotation method, INamedTypeSymbol type, Location location, AssemblyAnnotations annotations, SemanticModelAnalysisContext context)
    {
        if (Problem(method, type, annotations) is { } problem)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoSuchMethod, location, Attributes.Display(type), method.Signature, problem));
        else if (WhyNoEffect(method, type) is var (first, reason))
            context.ReportDiagnostic(ForwardedMethods.Judge(method.Attribute, first, $"{Attributes.Display(type)}.{method.Signature}", reason, context.CancellationToken));
    }

    private static string? Problem(MethodAnnotation method, INamedTypeSymbol type, AssemblyAnnotations annotations)
    {
        if (!annotations.Names(type))
            return "no AmbassadorFor of this assembly names the interface";

        foreach (var other in annotations.MethodsOf(type).TakeWhile(other => other != method))
        {
            if (method.IsLike(other))
                return "an attribute before this one says it already";
        }

        var hasName = false;
        foreach (var candidate in Methods(type))
        {
            if (method.Matches(candidate))
                return null;

            hasName |= candidate.Name == method.MethodName;
        }

        return hasName ? "no overload has these parameters" : "the interface has no method of that name";
    }

    // Of several overloads, one that is routed is reason enough for the attribute.
    private static (IMethodSymbol First, string Reason)? WhyNoEffect(MethodAnnotation method, INamedTypeSymbol type)
    {
        (IMethodSymbol, string)? first = null;
        foreach (var candidate in Methods(type).Where(method.Matches))
        {
            if (Routing.WhyNot(candidate) is not { } reason)
                return null;

            first ??= (candidate, reason);
        }

        return first;
    }

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type) =>
        type.AllInterfaces.Prepend(type)
            .SelectMany(declaring => declaring.GetMembers())
            .OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false } && Signatures.IsImplementable(method));
}

using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0021: an attribute names exceptions that say nothing about the service.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandledErrorAnalyzer() : AmbassadorAnalyzer(Descriptors.HandledError)
{
    private const string Property = "On";

    // What HttpClient throws when its own time is up is derived from it, and may be named.
    private const string Canceled = "System.OperationCanceledException";

    // Asking for what may not be supported, and doing without, is how some features are found out.
    private const string NotSupported = "System.NotSupportedException";

    private static readonly HashSet<string> s_programErrors = [.. ProgramErrors.All.Select(static type => type.FullName)];

    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(context, annotations, Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(AnnotatedSymbol context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface)
            return;

        Judge(type, context);
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary })
                Judge(member, context);
        }
    }

    private static void Judge(ISymbol annotated, AnnotatedSymbol context)
    {
        foreach (var attribute in annotated.GetAttributes())
        {
            if (!attribute.NamedArguments.IsEmpty && PolicyReader.IsOfOnePolicy(attribute) && Handled(attribute) is { } handled && Problem(handled, attribute) is { } problem)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.HandledError,
                    Attributes.LocationOf(attribute, Property, context.CancellationToken),
                    Attributes.Display(annotated),
                    Attributes.NameOf(attribute),
                    Attributes.Display(handled),
                    problem));
            }
        }
    }

    private static INamedTypeSymbol? Handled(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: Property, Value.Value: INamedTypeSymbol { TypeKind: TypeKind.Class } type })
                return type;
        }

        return null;
    }

    private static string? Problem(INamedTypeSymbol handled, AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        if (name == "RetryAttribute" && !IsRetried(attribute))
            return null;

        if (TypeNames.Of(handled) == Canceled)
        {
            return "but the caller's own cancellation is never handled, and others are those of whoever stops the work; "
                + "for time that is up name 'TimeoutRejectedException', or 'TaskCanceledException' for HttpClient.Timeout";
        }

        if (TypeNames.FindIn(handled, s_programErrors) is not { } error)
            return null;

        return name switch
        {
            "RetryAttribute" => "which says that the call itself is wrong: every attempt fails alike; name failures of the service",
            "CircuitBreakerAttribute" => "which says that the call itself is wrong and nothing about the service, whose circuit it would open; name failures of the service",
            "FallbackAttribute" when TypeNames.Of(error) != NotSupported => "which says that the call itself is wrong: its answer would hide the mistake; name failures of the service",
            _ => null,
        };
    }

    private static bool IsRetried(AttributeData attribute)
    {
        foreach (var (rule, _, constant) in PolicyReader.Values(attribute))
        {
            if (rule == PolicyRules.Retry)
                return PolicyReader.Number(constant) > 0;
        }

        return false;
    }
}

using System.Runtime.CompilerServices;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Analysis;

/// <summary>
/// What the sources of a compilation register with a container, as far as the text says it: <c>AddScoped&lt;IOrders, Orders&gt;()</c>. Found once, and
/// only when a rule asks.
/// </summary>
internal sealed class SourceRegistrations
{
    private static readonly ConditionalWeakTable<AssemblyAnnotations, SourceRegistrations> s_known = new();

    private readonly ILookup<string, Registration> _byService;
    private readonly Compilation _compilation;

    private SourceRegistrations(Compilation compilation, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _byService = compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes())
            .Select(static node => node is InvocationExpressionSyntax invocation ? Read(invocation) : null)
            .OfType<Registration>()
            .ToLookup(static registration => registration.Service);
    }

    public static SourceRegistrations Of(AssemblyAnnotations annotations, Compilation compilation, CancellationToken cancellationToken) =>
        s_known.GetValue(annotations, _ => new(compilation, cancellationToken));

    /// <summary>Whether a service has an instance for each scope.</summary>
    public bool IsScoped(INamedTypeSymbol service) => _byService[service.Name].Any(static registration => registration.IsScoped);

    /// <summary>The class that a service is registered to be made of, where there is one and it is declared in the same compilation.</summary>
    public INamedTypeSymbol? ImplementationOf(INamedTypeSymbol service, CancellationToken cancellationToken)
    {
        INamedTypeSymbol? only = null;
        foreach (var registration in _byService[service.Name])
        {
            foreach (var candidate in _compilation.GetSymbolsWithName(registration.Implementation, SymbolFilter.Type, cancellationToken))
            {
                if (candidate is not INamedTypeSymbol { TypeKind: TypeKind.Class } type || !Implements(type, service) || SymbolEqualityComparer.Default.Equals(type, only))
                    continue;

                if (only is not null)
                    return null;

                only = type;
            }
        }

        return only;
    }

    private static bool Implements(INamedTypeSymbol type, INamedTypeSymbol service)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, service.OriginalDefinition))
                return true;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, service.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static Registration? Read(InvocationExpressionSyntax invocation)
    {
        if (invocation.Expression is not MemberAccessExpressionSyntax { Name: var method } || Lifetime(method.Identifier.ValueText) is not { } isScoped)
            return null;

        TypeSyntax[] types = method is GenericNameSyntax generic
            ? [.. generic.TypeArgumentList.Arguments]
            : [.. invocation.ArgumentList.Arguments.Select(static argument => (argument.Expression as TypeOfExpressionSyntax)?.Type).OfType<TypeSyntax>()];
        return types.Length is 1 or 2 && NameOf(types[0]) is { } service && NameOf(types[^1]) is { } implementation
            ? new(service, implementation, isScoped)
            : null;
    }

    // Null where it is no registration, or one of which there is one instance for all: that one has to serve many at a time anyway.
    private static bool? Lifetime(string method) => method switch
    {
        "AddScoped" or "TryAddScoped" or "AddKeyedScoped" or "TryAddKeyedScoped" or "AddDbContext" or "AddDbContextPool" => true,
        "AddTransient" or "TryAddTransient" or "AddKeyedTransient" or "TryAddKeyedTransient" or "AddHttpClient" => false,
        _ => null,
    };

    private static string? NameOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        _ => null,
    };

    private sealed record Registration(string Service, string Implementation, bool IsScoped);
}

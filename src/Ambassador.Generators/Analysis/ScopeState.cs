using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Tells what serves one call at a time: contexts, connections, sessions, what is made of them, and scoped services that keep state.</summary>
internal sealed class ScopeState(AssemblyAnnotations annotations, Compilation compilation, CancellationToken cancellationToken)
{
    // Each says in its documentation that it is not to be used by several threads, or for several operations, at a time.
    private static readonly HashSet<string> s_oneAtATime =
    [
        "Microsoft.EntityFrameworkCore.DbContext",
        "System.Data.Entity.DbContext",
        "System.Data.Linq.DataContext",
        "System.Data.IDbConnection",
        "System.Data.IDbTransaction",
        "NHibernate.ISession",
        "NHibernate.IStatelessSession",
        "Marten.IQuerySession",
        "Raven.Client.Documents.Session.IAsyncDocumentSession",
        "Raven.Client.Documents.Session.IDocumentSession",
    ];

    private static readonly HashSet<string> s_collections =
    [
        "System.Collections.Generic.Dictionary",
        "System.Collections.Generic.HashSet",
        "System.Collections.Generic.List",
        "System.Collections.Generic.Queue",
        "System.Collections.Generic.SortedDictionary",
        "System.Collections.Generic.SortedSet",
        "System.Collections.Generic.Stack",
        "System.Text.StringBuilder",
    ];

    private static readonly HashSet<string> s_locks =
    [
        "System.Object",
        "System.Threading.Lock",
        "System.Threading.Mutex",
        "System.Threading.ReaderWriterLockSlim",
        "System.Threading.SemaphoreSlim",
    ];

    /// <summary>What of a class must not be used concurrently, as the part of a sentence that follows the class; null where nothing is known to be so.</summary>
    public string? Of(INamedTypeSymbol implementation)
    {
        foreach (var parameter in ConstructorInjection.ParametersOf(implementation))
        {
            if (Find(parameter.Type, new(SymbolEqualityComparer.Default)) is not { } found)
                continue;

            var taken = Attributes.Display(parameter.Type.WithNullableAnnotation(NullableAnnotation.None));
            return SymbolEqualityComparer.Default.Equals(found.Type, parameter.Type)
                ? $"whose '{taken}' {found.Reason}"
                : $"whose '{taken}' has a '{Attributes.Display(found.Type)}', which {found.Reason}";
        }

        return null;
    }

    private (ITypeSymbol Type, string Reason)? Find(ITypeSymbol taken, HashSet<ISymbol> seen)
    {
        if (taken is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } type || !seen.Add(type.OriginalDefinition))
            return null;

        if (TypeNames.FindIn(type, s_oneAtATime) is not null)
            return (type, "serves one call at a time");

        // What has an ambassador is asked like any service behind one; what comes from elsewhere cannot be looked into.
        if (annotations.IsAnnotated(type) || type.SpecialType != SpecialType.None)
            return null;

        var registrations = SourceRegistrations.Of(annotations, compilation, cancellationToken);
        var made = registrations.ImplementationOf(type, cancellationToken) ?? (type.TypeKind == TypeKind.Class && !type.DeclaringSyntaxReferences.IsEmpty ? type : null);
        if (made is null)
            return null;

        if (TypeNames.FindIn(made, s_oneAtATime) is not null)
            return (type, "serves one call at a time");

        foreach (var parameter in ConstructorInjection.ParametersOf(made))
        {
            if (Find(parameter.Type, seen) is { } found)
                return found;
        }

        return registrations.IsScoped(type) && KeepsState(made) ? (type, "is scoped and keeps the state of one scope") : null;
    }

    // Whoever has a lock has thought of it.
    private static bool KeepsState(INamedTypeSymbol type)
    {
        var keeps = false;
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                // What a primary constructor's parameter is kept in can be written, but hardly ever is.
                if (member is not IFieldSymbol { IsStatic: false, IsConst: false } field || field is { IsImplicitlyDeclared: true, AssociatedSymbol: null })
                    continue;

                if (field.IsVolatile || s_locks.Contains(TypeNames.Of(field.Type)))
                    return false;

                keeps |= !field.IsReadOnly || s_collections.Contains(TypeNames.Of(field.Type));
            }
        }

        return keeps;
    }
}

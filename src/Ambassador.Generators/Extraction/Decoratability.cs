using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Extraction;

/// <summary>
/// Whether an interface can be decorated at all. The one place that decides it: the generator writes nothing where the answer is no,
/// and the analyzer says why.
/// </summary>
internal static class Decoratability
{
    /// <summary>Why an interface cannot be decorated, or null if it can.</summary>
    public static Refusal? Refuse(INamedTypeSymbol type, Compilation compilation)
    {
        if (RefuseType(type, compilation) is { } refusal)
            return refusal;

        if (RefuseMembers(type, type, compilation) is { } own)
            return own;

        foreach (var inherited in BaseInterfaces.Of(type, compilation))
        {
            if (Nameability.Of(compilation).Refuse(inherited, type) is { } reason)
                return new(null, reason);

            if (RefuseMembers(inherited, type, compilation) is { } other)
                return other;
        }

        return null;
    }

    private static Refusal? RefuseType(INamedTypeSymbol type, Compilation compilation)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal)
                return new(null, "is file-local, so that no other file can name it");
        }

        return IsAccessible(type, compilation) ? null : new(null, "is not accessible to other types of the assembly");
    }

    private static Refusal? RefuseMembers(INamedTypeSymbol declaring, INamedTypeSymbol type, Compilation compilation)
    {
        foreach (var member in declaring.GetMembers())
        {
            if (!Signatures.IsImplementable(member))
                continue;

            var reason = member.IsStatic ? RefuseStatic(member, type) : RefuseInstance(member, declaring, compilation);
            if (reason is not null)
                return new(Describe(member, declaring, type), reason);
        }

        return null;
    }

    private static string? RefuseStatic(ISymbol member, INamedTypeSymbol type) =>
        type.FindImplementationForInterfaceMember(member) is null
            ? "is static and has no implementation, so that there is no instance to forward it to"
            : null;

    private static string? RefuseInstance(ISymbol member, INamedTypeSymbol declaring, Compilation compilation)
    {
        // An explicit implementation of another interface's member; that member is looked at where it is declared.
        if (Signatures.IsExplicit(member))
            return null;

        if (!IsAccessible(member, compilation))
            return "is not accessible to the ambassador";

        if (Nameability.Of(compilation).Refuse(member) is { } unnameable)
            return unnameable;

        if (member.HasUnsupportedMetadata)
            return "has a signature that C# cannot express";

        // Properties and events stand for their accessors; an accessor only matters for being less accessible.
        if (member is IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            return null;

        if (!Identifiers.IsValid(member.Name) && member is not IPropertySymbol { IsIndexer: true })
            return "has a name that C# cannot write";

        if (compilation.Options is CSharpCompilationOptions { AllowUnsafe: false } && Signatures.IsUnsafe(member))
            return "uses pointers, and the project does not allow unsafe code";

        return member switch
        {
            IPropertySymbol { SetMethod.IsInitOnly: true } => "has an init-only setter, which nothing but an object initializer may call",
            IPropertySymbol { IsIndexer: false, Parameters.IsEmpty: false } => "is a property with parameters, which C# cannot implement",
            IMethodSymbol { IsVararg: true } => "takes an argument list (__arglist)",
            _ when IsDuplicated(member, declaring) =>
                "has the same signature as another of its interface's members once the type arguments are in place",
            _ => null,
        };
    }

    // Only type arguments can make two members of one interface alike; C# then cannot say which of them it implements.
    private static bool IsDuplicated(ISymbol member, INamedTypeSymbol declaring)
    {
        if (declaring.IsDefinition || Signatures.ParametersOf(member).IsEmpty)
            return false;

        foreach (var other in declaring.GetMembers(member.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, member.OriginalDefinition) && Signatures.AreAlike(member, other))
                return true;
        }

        return false;
    }

    // What is public within something accessible is accessible: no need to ask the compiler about every member.
    private static bool IsAccessible(ISymbol symbol, Compilation compilation) =>
        (symbol.DeclaredAccessibility == Accessibility.Public && symbol.ContainingType is null or { TypeKind: TypeKind.Interface, DeclaredAccessibility: Accessibility.Public, ContainingType: null })
        || compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    private static string Describe(ISymbol member, INamedTypeSymbol declaring, INamedTypeSymbol type)
    {
        var name = member is IMethodSymbol { AssociatedSymbol: { } associated } ? associated.Name : member.Name;
        return SymbolEqualityComparer.Default.Equals(declaring, type) ? name : Naming.FullName(declaring) + "." + name;
    }
}

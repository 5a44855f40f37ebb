using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>Types by name, each with what there is to say of it. Those of a name that no entry has are passed over without writing theirs down.</summary>
internal sealed class TypeTable
{
    private readonly Dictionary<string, string> _says = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <param name="entries">What there is to say, and the types that it is said of: a namespace, a colon, and names without type parameters.</param>
    public TypeTable(params ImmutableArray<(string Says, string Types)> entries)
    {
        foreach (var (says, types) in entries)
        {
            var colon = types.IndexOf(':');
            foreach (var name in types.Substring(colon + 1).Split([' '], StringSplitOptions.RemoveEmptyEntries))
            {
                _says.Add($"{types.Substring(0, colon)}.{name}", says);
                _names.Add(name);
            }
        }
    }

    /// <summary>What there is to say of a type itself; null for nothing.</summary>
    public string? Of(ITypeSymbol type) => _names.Contains(type.Name) && _says.TryGetValue(TypeNames.Of(type), out var says) ? says : null;

    /// <summary>What there is to say of a type or the first of its bases.</summary>
    public (INamedTypeSymbol Type, string Says)? OfBase(ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (Of(current) is { } says)
                return (current, says);
        }

        return null;
    }

    /// <summary>What there is to say of a type, the first of its bases, or the first of what it implements.</summary>
    public (INamedTypeSymbol Type, string Says)? OfAny(ITypeSymbol type)
    {
        if (OfBase(type) is { } found)
            return found;

        foreach (var implemented in type.AllInterfaces)
        {
            if (Of(implemented) is { } says)
                return (implemented, says);
        }

        return null;
    }
}

using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>What is wrong with types, found by looking into what they are made of, each once for a compilation. Safe for concurrent use.</summary>
internal abstract class TypeVerdicts
{
    // A generic type may be made of ever larger ones of itself.
    private const int Most = 200;

    private readonly ConcurrentDictionary<ITypeSymbol, string?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>What is wrong with a type, as a part of a sentence; null for nothing.</summary>
    public string? Why(ITypeSymbol type)
    {
        if (_known.TryGetValue(type, out var known))
            return known;

        var passed = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var why = Within(type, passed);

        // A type in a circle is right only if all that it leads to is.
        if (why is not null)
            passed = [type];

        foreach (var judged in passed)
            _known.TryAdd(judged, why);

        return why;
    }

    /// <summary>What is wrong with a type that another one is made of; nothing where it is looked at already.</summary>
    protected string? Within(ITypeSymbol type, HashSet<ITypeSymbol> passed)
    {
        if (_known.TryGetValue(type, out var known))
            return known;

        return passed.Count < Most && passed.Add(type) ? Judge(type, passed) : null;
    }

    protected abstract string? Judge(ITypeSymbol type, HashSet<ITypeSymbol> passed);

    /// <summary>What is wrong with the first of several types.</summary>
    protected string? WithinAny(IEnumerable<ITypeSymbol> types, HashSet<ITypeSymbol> passed)
    {
        foreach (var type in types)
        {
            if (Within(type, passed) is { } why)
                return why;
        }

        return null;
    }

    /// <summary>A type as messages name it, whatever is said of null there.</summary>
    protected static string Display(ITypeSymbol type) => Attributes.Display(type.WithNullableAnnotation(NullableAnnotation.None));
}

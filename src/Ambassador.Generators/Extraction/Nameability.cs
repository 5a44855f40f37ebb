using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>
/// Whether the types in the signatures of other assemblies can be named here: the project may lack what declares one, or reference
/// two assemblies that declare it.
/// </summary>
internal sealed class Nameability
{
    private static readonly ConditionalWeakTable<Compilation, Nameability> s_known = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, string> _reasons = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;
    private readonly Func<INamedTypeSymbol, string> _judge;

    private Nameability(Compilation compilation)
    {
        _compilation = compilation;
        _judge = Judge;
    }

    public static Nameability Of(Compilation compilation) => s_known.GetValue(compilation, static compilation => new(compilation));

    /// <summary>Why a member of another assembly's interface mentions something that cannot be named; null where it does not.</summary>
    public string? Refuse(ISymbol member) => member switch
    {
        _ when IsOwn(member) => null,
        IMethodSymbol method => Refuse(method.ReturnType) ?? Refuse(method.Parameters) ?? Refuse(method.TypeParameters),
        IPropertySymbol property => Refuse(property.Type) ?? Refuse(property.Parameters),
        IEventSymbol @event => Refuse(@event.Type),
        _ => null,
    };

    /// <summary>Why an interface that another one inherits cannot be named; null where it can.</summary>
    public string? Refuse(INamedTypeSymbol inherited, INamedTypeSymbol by) => IsOwn(by) ? null : Refuse(inherited);

    private bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly);

    private string? Refuse(ImmutableArray<IParameterSymbol> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (Refuse(parameter.Type) is { } reason)
                return reason;
        }

        return null;
    }

    private string? Refuse(ImmutableArray<ITypeParameterSymbol> parameters)
    {
        foreach (var parameter in parameters)
        {
            foreach (var constraint in parameter.ConstraintTypes)
            {
                if (Refuse(constraint) is { } reason)
                    return reason;
            }
        }

        return null;
    }

    private string? Refuse(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Refuse(array.ElementType),
        IPointerTypeSymbol pointer => Refuse(pointer.PointedAtType),
        IFunctionPointerTypeSymbol function => Refuse(function.Signature.ReturnType) ?? Refuse(function.Signature.Parameters),
        INamedTypeSymbol named => Refuse(named),
        _ => null,
    };

    private string? Refuse(INamedTypeSymbol type)
    {
        // What has a keyword needs no name.
        if (type.SpecialType is > SpecialType.System_Enum and <= SpecialType.System_UIntPtr)
            return null;

        if (_reasons.GetOrAdd(type.OriginalDefinition, _judge) is { Length: > 0 } reason)
            return reason;

        for (var current = type; current is not null; current = current.ContainingType)
        {
            foreach (var argument in current.TypeArguments)
            {
                if (Refuse(argument) is { } other)
                    return other;
            }
        }

        return null;
    }

    private string Judge(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Error)
            return $"mentions '{Naming.FullName(type)}', which no reference of the project declares";

        var outer = type;
        while (outer.ContainingType is { } containing)
            outer = containing;

        var aliases = ExternAliases.Of(_compilation);
        if (IsOwn(outer) || aliases.ContainsKey(outer.ContainingAssembly))
            return "";

        var @namespace = Naming.FullName(outer.ContainingNamespace);
        foreach (var other in _compilation.GetTypesByMetadataName(@namespace.Length == 0 ? outer.MetadataName : @namespace + "." + outer.MetadataName))
        {
            if (!SymbolEqualityComparer.Default.Equals(other, outer)
                && !aliases.ContainsKey(other.ContainingAssembly)
                && _compilation.IsSymbolAccessibleWithin(other, _compilation.Assembly))
                return $"mentions '{Naming.FullName(type)}', which more than one reference of the project declares";
        }

        return "";
    }
}

using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>Whether two values of a type can be equal without being one object. A type is only found wanting where that is certain.</summary>
internal sealed class ValueEquality : TypeVerdicts
{
    private const string ByReference = "is compared by reference";

    private static readonly ConditionalWeakTable<Compilation, ValueEquality> s_known = new();

    // Classes of the framework that have no equality of their own and that calls make anew.
    private static readonly TypeTable s_classes = new(
        ("", "System.Collections.ObjectModel:ReadOnlyCollection ReadOnlyDictionary"),
        ("", "System.Collections.Immutable:ImmutableList ImmutableDictionary ImmutableHashSet ImmutableSortedSet ImmutableSortedDictionary ImmutableQueue ImmutableStack"),
        ("", "System.Collections.Frozen:FrozenSet FrozenDictionary"),
        ("", "System.Linq.Expressions:Expression"),
        ("", "System.IO:Stream TextReader TextWriter"),
        ("", "System.IO.Pipelines:PipeReader PipeWriter"),
        ("", "System.Net.Http:HttpContent HttpRequestMessage"),
        ("", "System.Text.Json:JsonDocument"),
        ("", "System.Security.Claims:ClaimsPrincipal ClaimsIdentity"));

    // They have an equality, which is that of the object behind them.
    private static readonly TypeTable s_structs = new(
        ("", "System.Collections.Immutable:ImmutableArray"),
        ("", "System:Memory ReadOnlyMemory ArraySegment"),
        ("", "System.Text.Json:JsonElement"));

    private static readonly TypeTable s_interfaces = new(
        ("", "System.Collections:IEnumerable"),
        ("", "System.Collections.Generic:IAsyncEnumerable IEnumerator IAsyncEnumerator"));

    private ValueEquality()
    {
    }

    public static ValueEquality Of(Compilation compilation) => s_known.GetValue(compilation, static _ => new());

    protected override string? Judge(ITypeSymbol type, HashSet<ITypeSymbol> passed)
    {
        if (type is IArrayTypeSymbol or { TypeKind: TypeKind.Delegate })
            return $"'{Display(type)}' {ByReference}";

        if (type is not INamedTypeSymbol named || named.SpecialType is not (SpecialType.None or SpecialType.System_Collections_IEnumerable))
            return null;

        if (Containers.IsComparedByElements(named))
            return WithinAny(Containers.Elements(named), passed);

        return named.TypeKind switch
        {
            TypeKind.Interface => IsSequence(named) ? $"'{Display(named)}' {ByReference}" : null,
            TypeKind.Struct => JudgeStruct(named, passed),
            TypeKind.Class => JudgeClass(named, passed),
            _ => null,
        };
    }

    private string? JudgeStruct(INamedTypeSymbol type, HashSet<ITypeSymbol> passed)
    {
        if (s_structs.Of(type) is not null)
            return $"'{Display(type)}' {ByReference}";

        return type.DeclaringSyntaxReferences.IsEmpty || EqualityMembers.AreOwn(type) ? null : FieldsOf(type, passed);
    }

    private string? JudgeClass(INamedTypeSymbol type, HashSet<ITypeSymbol> passed)
    {
        if (Containers.IsOfFramework(type))
            return IsReference(type) && !EqualityMembers.AreInherited(type) ? $"'{Display(type)}' {ByReference}" : null;

        if (type.IsRecord)
        {
            for (var current = type; current is { IsRecord: true }; current = current.BaseType)
            {
                if (current.DeclaringSyntaxReferences.IsEmpty || EqualityMembers.AreOwn(current))
                    return null;

                if (FieldsOf(current, passed) is { } why)
                    return why;
            }

            return null;
        }

        if (EqualityMembers.AreInherited(type))
            return null;

        return IsReference(type) || IsData(type) ? $"'{Display(type)}' has no Equals of its own" : null;
    }

    private string? FieldsOf(INamedTypeSymbol type, HashSet<ITypeSymbol> passed)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false, IsConst: false } field)
                continue;

            // Of what is compared by reference itself, the member says more than its type.
            if (Within(field.Type, passed) is { } why)
                return why == $"'{Display(field.Type)}' {ByReference}" ? $"'{Attributes.Display(field.AssociatedSymbol ?? field)}', a '{Display(field.Type)}', {ByReference}" : why;
        }

        return null;
    }

    private static bool IsReference(INamedTypeSymbol type) => s_classes.OfBase(type) is not null || Mutability.IsChangeable(type);

    // A string is one of characters.
    private static bool IsSequence(INamedTypeSymbol type) =>
        s_interfaces.OfAny(type) is not null
        && type is not { Name: "IEnumerable", TypeArguments: [{ SpecialType: SpecialType.System_Char }] }
        && !type.AllInterfaces.Any(static implemented => implemented.Name == "IEquatable");

    // Objects that a class alone makes may be one for each value; those that only do something are services, of which there may be one; derived ones may have an equality.
    private static bool IsData(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.IsStatic || !type.InstanceConstructors.Any(static constructor => constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal))
            return false;

        var acts = false;
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is not { IsStatic: false, DeclaredAccessibility: Accessibility.Public })
                    continue;

                if (member is IPropertySymbol or IFieldSymbol)
                    return true;

                acts |= member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false };
            }
        }

        return !acts;
    }
}

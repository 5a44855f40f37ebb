using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>What a type in a signature asks of the code that mentions it.</summary>
internal static class Signatures
{
    /// <summary>Whether a value may not leave the stack, so that no call struct can hold it.</summary>
    public static bool IsStackBound(ITypeSymbol type) =>
        type.IsRefLikeType
        || type is ITypeParameterSymbol { AllowsRefLikeType: true }
        || type.SpecialType is SpecialType.System_TypedReference or SpecialType.System_ArgIterator or SpecialType.System_RuntimeArgumentHandle;

    /// <summary>
    /// Whether what a method hands out may refer to what is passed to it by reference. For all that compilers without <c>scoped</c> knew it does, and of a
    /// method that they compiled only a local takes it.
    /// </summary>
    public static bool HandsOutReferences(IMethodSymbol method)
    {
        var handsOut = false;
        var takes = false;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.None || !IsStackBound(parameter.Type))
                continue;

            handsOut |= parameter.RefKind == RefKind.Out;
            takes |= parameter.RefKind != RefKind.Out;
        }

        return handsOut && takes && method.RefKind == RefKind.None && !method.Parameters.Any(IsUnscoped);
    }

    /// <summary>Whether an out parameter says that it is not scoped, as it would be otherwise.</summary>
    public static bool IsUnscoped(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.Out)
            return false;

        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "UnscopedRefAttribute" })
                return true;
        }

        return false;
    }

    /// <summary>Whether a type can only be mentioned in unsafe code.</summary>
    public static bool IsUnsafe(ITypeSymbol type)
    {
        switch (type)
        {
            case IPointerTypeSymbol or IFunctionPointerTypeSymbol:
                return true;
            case IArrayTypeSymbol array:
                return IsUnsafe(array.ElementType);
            case INamedTypeSymbol { Arity: > 0 } named:
                foreach (var argument in named.TypeArguments)
                {
                    if (IsUnsafe(argument))
                        return true;
                }

                return false;
            default:
                return false;
        }
    }

    /// <summary>Whether any of a member's types can only be mentioned in unsafe code.</summary>
    public static bool IsUnsafe(ISymbol member) => member switch
    {
        IMethodSymbol method => IsUnsafe(method.ReturnType) || IsUnsafe(method.Parameters),
        IPropertySymbol property => IsUnsafe(property.Type) || IsUnsafe(property.Parameters),
        IEventSymbol @event => IsUnsafe(@event.Type),
        _ => false,
    };

    /// <summary>Whether an implementation takes the place of the member, be there a default one or not.</summary>
    public static bool IsImplementable(ISymbol member) => member.IsAbstract || member.IsVirtual;

    /// <summary>Whether a member is an explicit implementation of another interface's, or an accessor of one.</summary>
    public static bool IsExplicit(ISymbol member) => member switch
    {
        IMethodSymbol { AssociatedSymbol: { } associated } => IsExplicit(associated),
        IMethodSymbol method => !method.ExplicitInterfaceImplementations.IsEmpty,
        IPropertySymbol property => !property.ExplicitInterfaceImplementations.IsEmpty,
        IEventSymbol @event => !@event.ExplicitInterfaceImplementations.IsEmpty,
        _ => false,
    };

    /// <summary>Whether two members of one name cannot be told apart by arity and parameters.</summary>
    public static bool AreAlike(ISymbol left, ISymbol right)
    {
        var (ours, theirs) = (ParametersOf(left), ParametersOf(right));
        if (left.Kind != right.Kind || Arity(left) != Arity(right) || ours.Length != theirs.Length)
            return false;

        for (var i = 0; i < ours.Length; i++)
        {
            if ((ours[i].RefKind == RefKind.None) != (theirs[i].RefKind == RefKind.None)
                || !SymbolEqualityComparer.Default.Equals(ours[i].Type, theirs[i].Type))
                return false;
        }

        return true;
    }

    /// <summary>A method's or an indexer's parameters.</summary>
    public static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };

    private static int Arity(ISymbol member) => member is IMethodSymbol method ? method.Arity : 0;

    private static bool IsUnsafe(ImmutableArray<IParameterSymbol> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (IsUnsafe(parameter.Type))
                return true;
        }

        return false;
    }
}

using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads type parameters and their constraints; variance is a matter of interfaces and is dropped.</summary>
internal static class TypeParameterReader
{
    /// <summary>The class's type parameters: those of the types around the interface, then the interface's own.</summary>
    public static List<ITypeParameterSymbol> OfClass(INamedTypeSymbol type)
    {
        var parameters = type.ContainingType is { } outer ? OfClass(outer) : [];
        parameters.AddRange(type.TypeParameters);
        return parameters;
    }

    /// <summary>
    /// The names that mean something throughout an ambassador, so that no type parameter may have them: its own, and those by which the
    /// interfaces that it implements may be named in it.
    /// </summary>
    public static HashSet<string> NamesWithin(INamedTypeSymbol type, AmbassadorName name)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { name.ClassName };
        AddNames(type, names);
        foreach (var inherited in type.AllInterfaces)
            AddNames(inherited, names);

        return names;
    }

    /// <summary>Gives other names to those type parameters whose own would hide, or be hidden by, what generated code declares.</summary>
    /// <param name="parameters">The type parameters to declare.</param>
    /// <param name="declared">The names that stand already; those of <paramref name="parameters"/> are added.</param>
    /// <param name="namer">What is told of the new names.</param>
    public static void RenameClashes(IReadOnlyList<ITypeParameterSymbol> parameters, HashSet<string> declared, TypeNamer namer)
    {
        foreach (var parameter in parameters)
        {
            var name = parameter.Name;
            if (Home.IsReserved(name) || declared.Contains(name))
                name = Free(parameters, declared);

            namer.Declare(parameter, name);
            declared.Add(name);
        }
    }

    /// <summary>A type parameter as the class or a call struct declares it.</summary>
    public static TypeParameterModel Read(ITypeParameterSymbol parameter, bool restate, TypeNamer namer) =>
        new(namer.Name(parameter), Constraints(parameter, namer), restate ? Restated(parameter) : "", TrimmingReader.AccessedMembers(parameter.GetAttributes()));

    /// <summary>
    /// Whether the constraints can be declared once more. A constraint that came about by substitution may name a type that none can
    /// be written for: <c>where U : T</c> with <c>string</c> for <c>T</c>.
    /// </summary>
    public static bool CanRepeat(ITypeParameterSymbol parameter)
    {
        foreach (var type in parameter.ConstraintTypes)
        {
            var isAllowed = type switch
            {
                ITypeParameterSymbol => true,
                INamedTypeSymbol { TypeKind: TypeKind.Interface } => true,
                INamedTypeSymbol { TypeKind: TypeKind.Class, IsSealed: false, IsStatic: false } =>
                    type.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Array),
                _ => false,
            };

            if (!isAllowed)
                return false;
        }

        return true;
    }

    private static void AddNames(INamedTypeSymbol type, HashSet<string> names)
    {
        for (ISymbol? symbol = type; symbol is not (null or INamespaceSymbol { IsGlobalNamespace: true }); symbol = symbol.ContainingSymbol)
            names.Add(symbol.Name);
    }

    private static string Constraints(ITypeParameterSymbol parameter, TypeNamer namer)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            constraints.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasNotNullConstraint)
            constraints.Add("notnull");

        foreach (var type in parameter.ConstraintTypes)
            constraints.Add(namer.Name(type));

        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
            constraints.Add("new()");

        if (parameter.AllowsRefLikeType)
            constraints.Add("allows ref struct");

        return string.Join(", ", constraints);
    }

    private static string Restated(ITypeParameterSymbol parameter)
    {
        if (parameter.IsValueType)
            return "struct";

        return parameter.IsReferenceType ? "class" : "default";
    }

    private static string Free(IReadOnlyList<ITypeParameterSymbol> parameters, HashSet<string> declared)
    {
        for (var i = 1; ; i++)
        {
            var candidate = "T" + i;
            if (!declared.Contains(candidate) && !parameters.Any(parameter => parameter.Name == candidate))
                return candidate;
        }
    }
}

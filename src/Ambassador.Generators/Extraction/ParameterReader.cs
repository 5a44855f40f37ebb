using System.Collections.Immutable;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads parameters; gives those another name that would clash with a field of the ambassador or have none worth keeping.</summary>
internal static class ParameterReader
{
    private const string Unscoped = "[global::System.Diagnostics.CodeAnalysis.UnscopedRef]";

    public static EquatableArray<ParameterModel> Read(
        ImmutableArray<IParameterSymbol> parameters, ImmutableArray<ITypeParameterSymbol> typeParameters, TypeNamer namer, bool mayHash = false, bool mayLeaveKey = false)
    {
        if (parameters.IsEmpty)
            return default;

        var models = new ParameterModel[parameters.Length];
        for (var i = 0; i < models.Length; i++)
        {
            var parameter = parameters[i];
            var name = IsUsable(parameter, parameters, typeParameters, namer) ? Identifiers.Escape(parameter.Name) : Free(i, parameters);
            models[i] = new(namer.Name(parameter.Type), name, PassingOf(parameter.RefKind), Scope(parameter), TrimmingReader.AccessedMembers(parameter))
            {
                IsHashKey = mayHash && IsHashKey(parameter),
                IsOutOfKey = mayLeaveKey && CacheKeyReader.IsOutOfKey(parameter),
            };
        }

        return new(models);
    }

    /// <summary>Whether a parameter's argument chooses the target of a call.</summary>
    public static bool IsHashKey(IParameterSymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            if (OurAttributes.IsHashKey(attribute))
                return true;
        }

        return false;
    }

    private static Passing PassingOf(RefKind kind) => kind switch
    {
        RefKind.In => Passing.In,
        RefKind.Ref => Passing.Ref,
        RefKind.RefReadOnlyParameter => Passing.RefReadOnly,
        RefKind.Out => Passing.Out,
        _ => Passing.Value,
    };

    // An out parameter is scoped unless it says otherwise; everything else is not unless it says so.
    private static string Scope(IParameterSymbol parameter)
    {
        if (parameter.RefKind == RefKind.Out)
            return Signatures.IsUnscoped(parameter) ? Unscoped : "";

        return parameter.ScopedKind == ScopedKind.None ? "" : "scoped";
    }

    private static bool IsUsable(
        IParameterSymbol parameter,
        ImmutableArray<IParameterSymbol> parameters,
        ImmutableArray<ITypeParameterSymbol> typeParameters,
        TypeNamer namer)
    {
        var name = parameter.Name;
        if (name.Length == 0 || name[0] == '_' || !Identifiers.IsValid(name))
            return false;

        // An accessor has a parameter of this name already.
        if (name == "value" && parameter.ContainingSymbol is IPropertySymbol)
            return false;

        foreach (var typeParameter in typeParameters)
        {
            if (namer.Name(typeParameter) == name)
                return false;
        }

        // Only metadata of other languages has two parameters of one name.
        return Position(name, parameters) == parameter.Ordinal;
    }

    private static string Free(int ordinal, ImmutableArray<IParameterSymbol> parameters)
    {
        var name = "p" + ordinal;
        while (Position(name, parameters) >= 0)
            name += "_";

        return name;
    }

    private static int Position(string name, ImmutableArray<IParameterSymbol> parameters)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Name == name)
                return i;
        }

        return -1;
    }
}

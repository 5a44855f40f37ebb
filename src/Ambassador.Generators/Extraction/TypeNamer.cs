using System.Text;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>
/// Writes types as generated code names them: nullable annotations and tuple names kept, and from <c>global::</c> (or an alias) on where
/// nothing shorter is sure to mean the same. Written by hand because <see cref="SymbolDisplayFormat"/> knows neither renamed type parameters
/// nor aliases, and costs several times as much.
/// </summary>
/// <param name="aliases">The assemblies that only an alias leads to.</param>
/// <param name="home">Where the types are named; null where nothing shorter is ever sure.</param>
/// <remarks><c>dynamic</c> becomes <c>object</c>, which it is: a base list may not name it, and no call may be bound at run time.</remarks>
internal sealed class TypeNamer(Dictionary<IAssemblySymbol, string> aliases, Home? home = null)
{
    private static readonly SymbolDisplayFormat s_functionPointer = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [ThreadStatic]
    private static StringBuilder? t_text;

    private readonly StringBuilder _text = t_text ??= new();
    private Dictionary<ITypeParameterSymbol, string>? _renamed;
    private List<string>? _usedAliases;

    /// <summary>Whether a method's own type parameter has been written with a <c>?</c> since this was last set to false.</summary>
    public bool HasAnnotatedTypeParameter { get; set; }

    /// <summary>The aliases of the types written so far.</summary>
    public EquatableArray<string> UsedAliases
    {
        get
        {
            _usedAliases?.Sort(StringComparer.Ordinal);
            return new(_usedAliases?.ToArray());
        }
    }

    /// <summary>Takes note of a type parameter that is in scope from now on, and of its name if that is another than its own.</summary>
    public void Declare(ITypeParameterSymbol parameter, string name)
    {
        home?.Declare(name);
        if (name != parameter.Name)
            (_renamed ??= new(SymbolEqualityComparer.Default))[parameter] = name;
    }

    public string Name(ITypeParameterSymbol parameter) =>
        _renamed is not null && _renamed.TryGetValue(parameter, out var name) ? name : Identifiers.Escape(parameter.Name);

    public string Name(ITypeSymbol type)
    {
        if (Keyword(type.SpecialType) is { } keyword && (type.IsValueType || type.NullableAnnotation != NullableAnnotation.Annotated))
            return keyword;

        if (IsToken(type) && type.NullableAnnotation != NullableAnnotation.Annotated)
            return Aliases.Token;

        _text.Clear();
        Append(type);
        return _text.ToString();
    }

    /// <summary>The type as an expression may begin with it, where a member may have the name that it could go by: from the root on.</summary>
    public string NameFromRoot(INamedTypeSymbol type)
    {
        _text.Clear();
        AppendNamed(type, unbound: false, anywhere: true);
        return _text.ToString();
    }

    /// <summary>The type as any file may name it, and <c>typeof</c> takes it when it is generic: <c>global::Shop.IRepository&lt;&gt;</c>.</summary>
    public string NameAnywhere(INamedTypeSymbol type)
    {
        _text.Clear();
        AppendNamed(type, unbound: true, anywhere: true);
        return _text.ToString();
    }

    private void Append(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                AppendArray(array);
                break;
            case IPointerTypeSymbol pointer:
                Append(pointer.PointedAtType);
                _text.Append('*');
                return;
            case IFunctionPointerTypeSymbol:
                _text.Append(type.ToDisplayString(s_functionPointer));
                return;
            case ITypeParameterSymbol parameter:
                _text.Append(Name(parameter));
                break;
            case IDynamicTypeSymbol:
                _text.Append("object");
                break;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable when !IsUnbound(nullable):
                Append(nullable.TypeArguments[0]);
                _text.Append('?');
                NoteAnnotation(nullable.TypeArguments[0]);
                return;
            case INamedTypeSymbol { IsTupleType: true } tuple when tuple.TupleElements.Length > 1:
                AppendTuple(tuple);
                break;
            case INamedTypeSymbol named when Keyword(named.SpecialType) is { } keyword:
                _text.Append(keyword);
                break;
            case INamedTypeSymbol when IsToken(type):
                _text.Append(Aliases.Token);
                break;
            case INamedTypeSymbol named:
                AppendNamed(named, unbound: false);
                break;
        }

        // The T? of a generic base, with a value type for T, is that type: its ? would now mean Nullable<T>.
        if (type.NullableAnnotation != NullableAnnotation.Annotated || type.IsValueType)
            return;

        _text.Append('?');
        NoteAnnotation(type);
    }

    private bool IsToken(ITypeSymbol type) => home is not null && KnownTypes.IsCancellationToken(type) && !IsAliased(type.ContainingAssembly);

    private static bool IsUnbound(INamedTypeSymbol type) => type.IsUnboundGenericType || type.IsDefinition;

    private void NoteAnnotation(ITypeSymbol type) => HasAnnotatedTypeParameter |= type is ITypeParameterSymbol { DeclaringMethod: not null };

    // The ranks of nested arrays stand outermost first, until an annotation in between ends the row: string[]?[,] but string[,][].
    private void AppendArray(IArrayTypeSymbol array)
    {
        var element = array.ElementType;
        while (element is IArrayTypeSymbol { NullableAnnotation: not NullableAnnotation.Annotated } nested)
            element = nested.ElementType;

        Append(element);
        for (ITypeSymbol rank = array; !ReferenceEquals(rank, element); rank = ((IArrayTypeSymbol)rank).ElementType)
            _text.Append('[').Append(',', ((IArrayTypeSymbol)rank).Rank - 1).Append(']');
    }

    private void AppendTuple(INamedTypeSymbol tuple)
    {
        var separator = '(';
        foreach (var element in tuple.TupleElements)
        {
            _text.Append(separator);
            if (separator == ',')
                _text.Append(' ');

            Append(element.Type);
            if (element.IsExplicitlyNamedTupleElement)
                _text.Append(' ').Append(Identifiers.Escape(element.Name));

            separator = ',';
        }

        _text.Append(')');
    }

    private void AppendNamed(INamedTypeSymbol type, bool unbound, bool anywhere = false)
    {
        if (type.ContainingType is { } outer)
        {
            AppendNamed(outer, unbound, anywhere);
            _text.Append('.');
        }
        else if (anywhere || home is null || IsAliased(type.ContainingAssembly) || !home.TryAppendScope(type, _text))
        {
            AppendRoot(type.ContainingAssembly);
            AppendNamespace(type.ContainingNamespace);
        }

        _text.Append(Identifiers.Escape(type.Name));
        if (type.Arity == 0)
            return;

        _text.Append('<');
        if (unbound)
            _text.Append(',', type.Arity - 1);
        else
            AppendArguments(type);

        _text.Append('>');
    }

    private void AppendArguments(INamedTypeSymbol type)
    {
        for (var i = 0; i < type.TypeArguments.Length; i++)
        {
            if (i > 0)
                _text.Append(", ");

            Append(type.TypeArguments[i]);
        }
    }

    private bool IsAliased(IAssemblySymbol? assembly) => aliases.Count > 0 && assembly is not null && aliases.ContainsKey(assembly);

    private void AppendRoot(IAssemblySymbol? assembly)
    {
        if (!IsAliased(assembly))
        {
            _text.Append("global::");
            return;
        }

        var alias = aliases[assembly!];
        _usedAliases ??= [];
        if (!_usedAliases.Contains(alias))
            _usedAliases.Add(alias);

        _text.Append(alias).Append("::");
    }

    private void AppendNamespace(INamespaceSymbol? @namespace)
    {
        if (@namespace is null or { IsGlobalNamespace: true })
            return;

        AppendNamespace(@namespace.ContainingNamespace);
        _text.Append(Identifiers.Escape(@namespace.Name)).Append('.');
    }

    private static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Object => "object",
        SpecialType.System_Void => "void",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_IntPtr => "nint",
        SpecialType.System_UIntPtr => "nuint",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_String => "string",
        _ => null,
    };
}

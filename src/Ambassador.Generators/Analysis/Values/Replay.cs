using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>Arguments that an attempt uses up, so that another one finds nothing or the rest.</summary>
internal static class Replay
{
    private static readonly TypeTable s_known = new(
        ("is read or written once", "System.IO:Stream"),
        ("is read once", "System.IO:TextReader BinaryReader"),
        ("has what the first attempt wrote", "System.IO:TextWriter BinaryWriter"),
        ("is read once", "System.IO.Pipelines:PipeReader IDuplexPipe"),
        ("has what the first attempt wrote", "System.IO.Pipelines:PipeWriter"),
        ("gives each item once", "System.Threading.Channels:ChannelReader Channel"),
        ("is read once", "System.Data:IDataReader"),
        ("is read once", "System.Data.Common:DbDataReader"),
        ("is read once", "System.Xml:XmlReader"),
        ("is sent once", "System.Net.Http:HttpContent HttpRequestMessage"),
        ("is enumerated once", "System.Collections:IEnumerator"),
        ("is enumerated once", "System.Collections.Generic:IEnumerator IAsyncEnumerator IAsyncEnumerable"));

    // Their bytes are in memory, and each sending begins with the first.
    private static readonly TypeTable s_buffered = new(
        ("", "System.Net.Http:ByteArrayContent StringContent FormUrlEncodedContent ReadOnlyMemoryContent"));

    /// <summary>The type that cannot be used again and why, as the end of a sentence that begins with it: the argument's own, or one that it carries; null for none.</summary>
    public static (ITypeSymbol Type, string Why)? Find(ITypeSymbol type) => Find(type, carried: false);

    private static (ITypeSymbol Type, string Why)? Find(ITypeSymbol type, bool carried)
    {
        if (type.SpecialType is not (SpecialType.None or SpecialType.System_Collections_IEnumerator) || type.TypeKind is TypeKind.Enum or TypeKind.Delegate)
            return null;

        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.FirstOrDefault(static constraint => constraint is not ITypeParameterSymbol) is { } constraint && s_known.OfBase(constraint) is { } bound ? (type, bound.Says) : null;

        if (s_known.OfAny(type) is { } known)
            return s_buffered.OfBase(type) is null ? (type, known.Says) : null;

        foreach (var element in Containers.Elements(type))
        {
            if (Find(element, carried) is { } within)
                return within;
        }

        return carried ? null : InPropertiesOf(type);
    }

    // Of a user's own class, what is stored in it and not made anew: an upload with its stream.
    private static (ITypeSymbol Type, string Why)? InPropertiesOf(ITypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.IsEmpty || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return null;

        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, AssociatedSymbol: IPropertySymbol { DeclaredAccessibility: Accessibility.Public } } field
                && Find(field.Type, carried: true) is { } found)
                return found;
        }

        return null;
    }
}

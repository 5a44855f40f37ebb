using System.Collections.Immutable;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>One <c>[assembly: AmbassadorForMethod(…)]</c>.</summary>
internal sealed class MethodAnnotation
{
    private readonly Compilation _compilation;

    // Null for every overload; a null within stands for any type.
    private readonly ImmutableArray<ITypeSymbol?>? _parameters;

    public MethodAnnotation(AttributeData attribute, Compilation compilation)
    {
        _compilation = compilation;
        Attribute = attribute;
        Target = AnnotationTarget.Read(attribute);
        MethodName = attribute.ConstructorArguments is [_, { Value: string name }] ? name : null;
        Settings = AttributeReader.Settings(attribute);
        _parameters = ReadParameters(attribute);
    }

    public AttributeData Attribute { get; }

    public AnnotationTarget Target { get; }

    /// <summary>The method's name; null where there is none.</summary>
    public string? MethodName { get; }

    public EquatableArray<Setting> Settings { get; }

    /// <summary>How much is left open: those that say more win.</summary>
    public int Vagueness => _parameters is { } parameters ? parameters.Count(type => type is null) : int.MaxValue;

    /// <summary>The method as messages show it.</summary>
    public string Signature => _parameters is { } parameters
        ? $"{MethodName}({string.Join(", ", parameters.Select(type => type?.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) ?? "any"))})"
        : MethodName ?? "";

    /// <summary>Whether a method is meant.</summary>
    public bool Matches(IMethodSymbol method)
    {
        if (method.Name != MethodName)
            return false;

        if (_parameters is not { } wanted)
            return true;

        if (wanted.Length != method.Parameters.Length)
            return false;

        for (var i = 0; i < wanted.Length; i++)
        {
            if (!IsMeant(method.Parameters[i].Type, wanted[i]))
                return false;
        }

        return true;
    }

    /// <summary>Whether another means the same overloads of the same method.</summary>
    public bool IsLike(MethodAnnotation other)
    {
        if (MethodName != other.MethodName || Vagueness != other.Vagueness)
            return false;

        return _parameters is not { } ours || other._parameters is not { } theirs || Enumerable.SequenceEqual(ours, theirs, SymbolEqualityComparer.Default);
    }

    private bool IsMeant(ITypeSymbol type, ITypeSymbol? wanted) => wanted switch
    {
        null => true,
        INamedTypeSymbol { IsUnboundGenericType: true } => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, wanted.OriginalDefinition),

        // typeof knows no tuple names, no dynamic and no nullability.
        _ => _compilation.ClassifyCommonConversion(type, wanted).IsIdentity,
    };

    private static ImmutableArray<ITypeSymbol?>? ReadParameters(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Parameters", Value: { Kind: TypedConstantKind.Array, IsNull: false } })
                return argument.Value.Values.Select(value => value.Value as ITypeSymbol).ToImmutableArray();
        }

        return null;
    }
}

using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Finds the parameters that limits are partitioned by: <c>[Bulkhead(10, PartitionBy = nameof(tenant))]</c>.</summary>
internal static class PartitionReader
{
    public const string Property = "PartitionBy";

    /// <summary>The attributes that have it, less their suffix.</summary>
    public static readonly string[] Limits = ["RateLimit", "Bulkhead"];

    /// <summary>What a method's limits are partitioned by. A name that is no parameter's is left out: the analyzer has said so.</summary>
    /// <param name="method">The method.</param>
    /// <param name="decorated">The interface that is decorated: what it says wins over what the one that declares the method says.</param>
    public static EquatableArray<Partition> Read(IMethodSymbol method, INamedTypeSymbol decorated)
    {
        List<Partition>? partitions = null;
        foreach (var limit in Limits)
        {
            if ((Find(method, limit) ?? Find(decorated, limit) ?? Find(method.ContainingType, limit)) is { } attribute
                && NameIn(attribute) is { Value: string name }
                && ParameterOf(method, name) is { } parameter)
                (partitions ??= []).Add(new(limit, parameter));
        }

        return partitions is null ? default : new(partitions.ToArray());
    }

    /// <summary>The attribute of a limit that says what it is partitioned by, be it by nothing.</summary>
    public static AttributeData? Find(ISymbol symbol, string limit)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (OurAttributes.IsOurs(attribute) && NameIn(attribute) is not null && attribute.AttributeClass!.Name == limit + "Attribute")
                return attribute;
        }

        return null;
    }

    /// <summary>What an attribute says; null where it says nothing.</summary>
    public static TypedConstant? NameIn(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == Property)
                return argument.Value;
        }

        return null;
    }

    /// <summary>The place of the parameter of a name. The token is none: it does not tell calls apart.</summary>
    public static int? ParameterOf(IMethodSymbol method, string name)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Name == name && parameter.Ordinal != Routing.TokenIndex(method))
                return parameter.Ordinal;
        }

        return null;
    }
}

using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Finds the method that targets are checked by: <c>[HealthProbe]</c>.</summary>
internal static class ProbeReader
{
    /// <summary>The attribute on a method, if it carries it.</summary>
    public static AttributeData? Find(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (OurAttributes.IsHealthProbe(attribute))
                return attribute;
        }

        return null;
    }

    /// <summary>Why targets cannot be checked by a method; null if they can.</summary>
    public static string? WhyNot(IMethodSymbol method)
    {
        if (TypeParameterReader.OfClass(method.ContainingType).Count > 0)
            return "its interface is generic";

        if (method.IsGenericMethod)
            return "it is generic";

        if (method.Parameters.Length > 1 || (method.Parameters.Length == 1 && !KnownTypes.IsCancellationToken(method.Parameters[0].Type)))
            return "it takes more than a CancellationToken";

        if (!IsHealth(method.ReturnType))
            return "it does not return a Task or ValueTask of nothing, of a bool or of a TargetHealth";

        foreach (var member in method.ContainingType.GetMembers())
        {
            if (SymbolEqualityComparer.Default.Equals(member, method))
                return null;

            if (member is IMethodSymbol other && Find(other) is not null)
                return "another one comes before it";
        }

        return null;
    }

    private static bool IsHealth(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask" } task && KnownTypes.IsTasks(task.ContainingNamespace)
        && task.TypeArguments is [] or [{ SpecialType: SpecialType.System_Boolean }] or [{ Name: "TargetHealth", ContainingNamespace: { Name: "Targets", ContainingNamespace.Name: "Ambassador" } }];
}

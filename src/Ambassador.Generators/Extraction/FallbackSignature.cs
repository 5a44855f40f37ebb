using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>What the signature of a fallback must be.</summary>
internal static class FallbackSignature
{
    /// <summary>Whether a method can answer for another: it has its parameters and return type, and perhaps the failure behind its arguments.</summary>
    /// <param name="candidate">The method that is to answer.</param>
    /// <param name="method">The method that may fail.</param>
    /// <param name="compilation">What knows which types are one.</param>
    /// <param name="failureIndex">Where the failure stands among the parameters, or -1.</param>
    public static bool Fits(IMethodSymbol candidate, IMethodSymbol method, Compilation compilation, out int failureIndex)
    {
        failureIndex = -1;
        if (candidate.RefKind != method.RefKind || !AreAlike(candidate.TypeParameters, method.TypeParameters))
            return false;

        if (candidate.IsGenericMethod)
            candidate = candidate.Construct([.. method.TypeParameters]);

        if (!IsSame(candidate.ReturnType, method.ReturnType, compilation))
            return false;

        if (candidate.Parameters.Length == method.Parameters.Length + 1 && (failureIndex = FailureIndex(candidate, method)) < 0)
            return false;

        var arguments = failureIndex < 0 ? candidate.Parameters : candidate.Parameters.RemoveAt(failureIndex);
        return arguments.Length == method.Parameters.Length && arguments.Zip(method.Parameters, (argument, parameter) =>
            argument.RefKind == parameter.RefKind && IsSame(argument.Type, parameter.Type, compilation)).All(same => same);
    }

    /// <summary>The signatures that would fit, as the end of a sentence.</summary>
    public static string Expected(string name, IMethodSymbol method)
    {
        var parameters = method.Parameters.Select(parameter => (parameter.RefKind == RefKind.In ? "in " : "") + Display(parameter.Type)).ToList();
        var typeParameters = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(parameter => parameter.Name))}>" : "";
        var plain = $"{Display(method.ReturnType)} {name}{typeParameters}({string.Join(", ", parameters)})";
        parameters.Insert(EndsWithToken(method) ? parameters.Count - 1 : parameters.Count, "Exception");
        return $"the interface must have a method '{plain}' or '{Display(method.ReturnType)} {name}{typeParameters}({string.Join(", ", parameters)})'";
    }

    /// <summary>Whether what may be put in place of some type parameters may be put in place of others.</summary>
    public static bool AreAlike(ImmutableArray<ITypeParameterSymbol> left, ImmutableArray<ITypeParameterSymbol> right)
    {
        if (left.Length != right.Length)
            return false;

        for (var i = 0; i < left.Length; i++)
        {
            if (Constraints(left[i]) != Constraints(right[i]))
                return false;
        }

        return true;
    }

    // Behind the arguments: a token that is the last may stay so.
    private static int FailureIndex(IMethodSymbol candidate, IMethodSymbol method)
    {
        if (EndsWithToken(method) && IsException(candidate.Parameters[^2].Type))
            return candidate.Parameters.Length - 2;

        return IsException(candidate.Parameters[^1].Type) ? candidate.Parameters.Length - 1 : -1;
    }

    private static bool EndsWithToken(IMethodSymbol method) =>
        !method.Parameters.IsEmpty && KnownTypes.IsCancellationToken(method.Parameters[^1].Type);

    private static bool IsException(ITypeSymbol type) =>
        type is { Name: "Exception", ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsSame(ITypeSymbol left, ITypeSymbol right, Compilation compilation) => compilation.ClassifyCommonConversion(left, right).IsIdentity;

    private static string Constraints(ITypeParameterSymbol parameter) => string.Join(
        ", ",
        parameter.ConstraintTypes.Select(Display).Prepend(
            $"{parameter.Name}: {parameter.HasReferenceTypeConstraint} {parameter.HasValueTypeConstraint} {parameter.HasUnmanagedTypeConstraint}"
            + $" {parameter.HasConstructorConstraint} {parameter.HasNotNullConstraint}"));

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Extraction;

/// <summary>Which arguments tell one result of a method from another.</summary>
internal static class CacheKeyReader
{
    /// <summary>
    /// Whether any parameter may be marked as no part of the key. To ask a parameter costs even where there is nothing, so its text is looked at first; and of another
    /// assembly, whether it knows this library.
    /// </summary>
    public static bool MayLeaveKey(IMethodSymbol method)
    {
        if (method.Parameters.IsEmpty)
            return false;

        var declarations = method.DeclaringSyntaxReferences;
        if (declarations.IsEmpty)
            return method.ContainingAssembly is { } assembly && EnvironmentReader.ReferencesRuntime(assembly);

        foreach (var declaration in declarations)
        {
            if (declaration.GetSyntax() is not BaseMethodDeclarationSyntax syntax)
                continue;

            foreach (var parameter in syntax.ParameterList.Parameters)
            {
                if (parameter.AttributeLists.Count > 0)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a parameter is marked as no part of the key.</summary>
    public static bool IsOutOfKey(IParameterSymbol parameter) => Find(parameter) is not null;

    /// <summary>What marks a parameter so; null for nothing.</summary>
    public static AttributeData? Find(IParameterSymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            if (OurAttributes.IsCacheKeyIgnore(attribute))
                return attribute;
        }

        return null;
    }

    /// <summary>The parameters that a method's results are kept by.</summary>
    public static IEnumerable<IParameterSymbol> KeyOf(IMethodSymbol method)
    {
        var (token, settings, mayLeave) = (Routing.TokenIndex(method), Routing.SettingsIndex(method), MayLeaveKey(method));
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Ordinal != token && parameter.Ordinal != settings && !(mayLeave && IsOutOfKey(parameter)))
                yield return parameter;
        }
    }
}

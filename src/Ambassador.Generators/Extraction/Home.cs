using System.Text;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>
/// Where an ambassador stands, and which types can be named briefly there: those of its own namespace and of the namespaces within. A name is
/// looked up in the ambassador itself first, so it must be neither a type parameter's nor a nested type's; then in its namespace, before any
/// <c>using</c> of the project.
/// </summary>
/// <param name="name">The ambassador's namespace; empty for the global one.</param>
internal sealed class Home(string name)
{
    private HashSet<string>? _typeParameters;

    /// <summary>Takes note of a type parameter of the ambassador or of one of its methods.</summary>
    public void Declare(string typeParameter) => (_typeParameters ??= new(StringComparer.Ordinal)).Add(typeParameter);

    /// <summary>Whether a type parameter of that name would be taken for something of the ambassador's own.</summary>
    public static bool IsReserved(string name) =>
        name[0] == '_' || IsNested(name)
        || name is "Settings" or "Invoke" or "Fallback" or "Partition" or "HashKey" or "Equals" or "GetHashCode"
            or "target" or "targets" or "token" or "failure" or "limits" or "other";

    /// <summary>Writes all that precedes the name of a type, if there is a brief way to name it.</summary>
    public bool TryAppendScope(INamedTypeSymbol type, StringBuilder text)
    {
        var scope = type.ContainingNamespace;
        if (KnownTypes.IsTasks(scope))
        {
            text.Append(Aliases.Tasks);
            return true;
        }

        // In the global namespace a project's own aliases come first for all but the types that stand there.
        var inner = name.Length == 0 ? (scope.IsGlobalNamespace ? type : null) : Innermost(scope, type);
        if (inner is null || IsNested(inner.Name) || _typeParameters?.Contains(inner.Name) == true)
            return false;

        AppendFrom(scope, text);
        return true;
    }

    // What a lookup from here would begin with: the type, or the namespace within this one that leads to it.
    private ISymbol? Innermost(INamespaceSymbol scope, ISymbol first)
    {
        while (!Is(scope, name.Length))
        {
            if (scope.IsGlobalNamespace)
                return null;

            first = scope;
            scope = scope.ContainingNamespace;
        }

        return first;
    }

    private void AppendFrom(INamespaceSymbol scope, StringBuilder text)
    {
        if (Is(scope, name.Length))
            return;

        AppendFrom(scope.ContainingNamespace, text);
        text.Append(Identifiers.Escape(scope.Name)).Append('.');
    }

    // Whether a namespace's full name is the first characters of ours.
    private bool Is(INamespaceSymbol scope, int length)
    {
        if (scope.IsGlobalNamespace)
            return length == 0;

        var start = length - scope.Name.Length;
        return start >= 0
            && string.CompareOrdinal(name, start, scope.Name, 0, scope.Name.Length) == 0
            && (start == 0 ? scope.ContainingNamespace.IsGlobalNamespace : name[start - 1] == '.' && Is(scope.ContainingNamespace, start - 1));
    }

    private static bool IsNested(string name) => name == "Methods" || name.EndsWith("Call", StringComparison.Ordinal);
}

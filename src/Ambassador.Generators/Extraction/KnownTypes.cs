using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>The types that decide how a member is treated, told by their names: looking each up per interface would cost more.</summary>
internal static class KnownTypes
{
    public static bool IsCancellationToken(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "CancellationToken", Arity: 0, ContainingType: null } && IsIn(type, "Threading");

    /// <summary>Whether a namespace is <c>System.Threading.Tasks</c>.</summary>
    public static bool IsTasks(INamespaceSymbol? @namespace) =>
        @namespace is { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace: var outer } } && IsInSystem(outer);

    public static bool IsPolicySettings(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "PolicySettings", Arity: 0, ContainingType: null }
        && type.ContainingNamespace is { Name: "Ambassador", ContainingNamespace.IsGlobalNamespace: true };

    public static bool IsDisposable(INamedTypeSymbol type) => type.SpecialType == SpecialType.System_IDisposable;

    public static bool IsAsyncDisposable(INamedTypeSymbol type) =>
        type is { Name: "IAsyncDisposable", Arity: 0, ContainingType: null } && IsInSystem(type.ContainingNamespace);

    /// <summary>The shape of a return type, or null where the result is neither a stream nor a value that is there once the call has ended.</summary>
    public static ReturnShape? ShapeOf(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
            return ReturnShape.Void;

        if (type.SpecialType != SpecialType.None)
            return type.SpecialType == SpecialType.System_Collections_IEnumerator ? null : ReturnShape.Value;

        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: < 2, ContainingType: null } task && IsTasks(task.ContainingNamespace))
        {
            return (task.Name, task.Arity) switch
            {
                ("Task", 0) => ReturnShape.Task,
                ("Task", _) => ReturnShape.TaskOfResult,
                (_, 0) => ReturnShape.ValueTask,
                _ => ReturnShape.ValueTaskOfResult,
            };
        }

        if (type is INamedTypeSymbol { Name: "IAsyncEnumerable", ContainingType: null } && IsIn(type, "Collections", "Generic"))
            return ReturnShape.Stream;

        return IsProcess(type) ? null : ReturnShape.Value;
    }

    // Whatever the caller still has to enumerate, await or subscribe to: one call of the method is not the whole of it.
    private static bool IsProcess(ITypeSymbol type)
    {
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                foreach (var constraint in parameter.ConstraintTypes)
                {
                    if (ShapeOf(constraint) != ReturnShape.Value)
                        return true;
                }

                return false;
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named:
                if (IsStream(named) || IsAwaitable(named))
                    return true;

                foreach (var implemented in named.AllInterfaces)
                {
                    if (IsStream(implemented) || (named.TypeKind == TypeKind.Interface && IsAwaitable(implemented)))
                        return true;
                }

                return false;
            default:
                return false;
        }
    }

    private static bool IsStream(INamedTypeSymbol type) => type.Name switch
    {
        "IAsyncEnumerable" or "IAsyncEnumerator" or "IEnumerator" => IsIn(type, "Collections") || IsIn(type, "Collections", "Generic"),
        "IObservable" => IsInSystem(type.ContainingNamespace),
        _ => false,
    };

    private static bool IsAwaitable(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (!MemberNames.MayContain(current, "GetAwaiter"))
                continue;

            foreach (var member in current.GetMembers("GetAwaiter"))
            {
                if (member is IMethodSymbol { IsStatic: false, Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public })
                    return true;
            }
        }

        return false;
    }

    private static bool IsIn(ITypeSymbol type, string inner) =>
        type.ContainingNamespace is { } @namespace && @namespace.Name == inner && IsInSystem(@namespace.ContainingNamespace);

    private static bool IsIn(ITypeSymbol type, string outer, string inner) =>
        type.ContainingNamespace is { } @namespace && @namespace.Name == inner
        && @namespace.ContainingNamespace.Name == outer && IsInSystem(@namespace.ContainingNamespace.ContainingNamespace);

    private static bool IsInSystem(INamespaceSymbol? @namespace) =>
        @namespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}

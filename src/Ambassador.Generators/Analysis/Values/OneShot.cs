using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>What is used up by whoever uses it first, or disposed: it cannot be handed to a second caller.</summary>
internal static class OneShot
{
    private static readonly TypeTable s_known = new(
        ("is read once", "System.IO:Stream TextReader BinaryReader"),
        ("is written to by whoever has it", "System.IO:TextWriter BinaryWriter"),
        ("is read once", "System.IO.Pipelines:PipeReader IDuplexPipe"),
        ("is written to by whoever has it", "System.IO.Pipelines:PipeWriter"),
        ("gives each item to one reader", "System.Threading.Channels:ChannelReader Channel"),
        ("is read once", "System.Data:IDataReader"),
        ("is read once", "System.Data.Common:DbDataReader"),
        ("is read once and disposed", "System.Net.Http:HttpResponseMessage HttpRequestMessage HttpContent"),
        ("is a query that is yet to run, and runs anew for each caller", "System.Linq:IQueryable"),
        ("is enumerated once", "System.Collections:IEnumerator"),
        ("is enumerated once", "System.Collections.Generic:IEnumerator IAsyncEnumerator"),
        ("is a stream that is yet to be enumerated", "System.Collections.Generic:IAsyncEnumerable"));

    // A task is no one-shot, but one that is a result is a call that nobody has waited for.
    private static readonly TypeTable s_tasks = new(("is work that is yet to end, and whose failure would be kept", "System.Threading.Tasks:Task ValueTask"));

    private static readonly TypeTable s_disposable = new(
        ("is disposed by whoever is done with it first", "System:IDisposable IAsyncDisposable"));

    // Their Dispose does nothing that a caller would notice.
    private static readonly TypeTable s_harmless = new(("", "System.Data:DataTable DataSet"));

    /// <summary>The type that is one, be it within a container, and why, as the end of a sentence that begins with it; null for none.</summary>
    public static (ITypeSymbol Type, string Why)? Find(ITypeSymbol type)
    {
        if (type.SpecialType is not (SpecialType.None or SpecialType.System_IDisposable or SpecialType.System_Collections_IEnumerator) || type.TypeKind == TypeKind.Enum)
            return null;

        if (type is ITypeParameterSymbol parameter)
            return Find(parameter);

        if ((s_known.OfAny(type) ?? s_tasks.OfBase(type) ?? Disposable(type)) is { } known)
            return (type, known.Says);

        foreach (var element in Containers.Elements(type))
        {
            if (Find(element) is { } within)
                return within;
        }

        return null;
    }

    private static (INamedTypeSymbol Type, string Says)? Disposable(ITypeSymbol type) => s_harmless.OfBase(type) is null ? s_disposable.OfAny(type) : null;

    private static (ITypeSymbol Type, string Why)? Find(ITypeParameterSymbol parameter)
    {
        foreach (var constraint in parameter.ConstraintTypes)
        {
            if (constraint is not ITypeParameterSymbol && Find(constraint) is { } found)
                return (parameter, found.Why);
        }

        return null;
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>An interface that gets an ambassador, as rules look at it. Made once for each compilation and shared by all of them.</summary>
internal sealed class AnnotatedInterface
{
    // Of each compilation, for which its annotations stand: a foreign interface may be one and the same symbol in several.
    private static readonly ConditionalWeakTable<AssemblyAnnotations, ConcurrentDictionary<INamedTypeSymbol, AnnotatedInterface?>> s_known = new();

    private AnnotatedInterface(INamedTypeSymbol type, AssemblyAnnotations annotations, Compilation compilation)
    {
        Type = type;
        Compilation = compilation;
        Settings = EffectiveSettings.Of(type, annotations);
        Methods =
        [
            .. RoutedMethods.Of(type, compilation)
                .Select(method => new AnnotatedMethod(method, Routing.ShapeOf(method)!.Value, EffectiveSettings.Of(method, type, annotations))),
        ];
    }

    public INamedTypeSymbol Type { get; }

    public Compilation Compilation { get; }

    /// <summary>What is set for the interface as a whole.</summary>
    public EffectiveSettings Settings { get; }

    /// <summary>The methods that go through the policies, inherited ones included.</summary>
    public IReadOnlyList<AnnotatedMethod> Methods { get; }

    /// <summary>An interface that is annotated, wherever that is said; null where it is not, or where it cannot be decorated.</summary>
    public static AnnotatedInterface? Of(INamedTypeSymbol type, AssemblyAnnotations annotations, Compilation compilation) =>
        s_known.GetValue(annotations, static _ => new(SymbolEqualityComparer.Default)).GetOrAdd(
            type,
            type => annotations.IsAnnotated(type) && Decoratability.Refuse(type, compilation) is null ? new(type, annotations, compilation) : null);
}

/// <summary>One of its methods.</summary>
/// <param name="Symbol">The method, as the decorated interface has it: the type arguments of a base are in place.</param>
/// <param name="Shape">What it returns.</param>
/// <param name="Settings">What is in force for it.</param>
internal sealed record AnnotatedMethod(IMethodSymbol Symbol, ReturnShape Shape, EffectiveSettings Settings)
{
    /// <summary>What a caller has after awaiting, or one item of a stream; null where that is nothing.</summary>
    public ITypeSymbol? Result => Routing.ResultOf(Symbol.ReturnType, Shape);

    /// <summary>Whether the caller's thread is inside the inner call.</summary>
    public bool IsBlocking => Shape is ReturnShape.Void or ReturnShape.Value;

    /// <summary>Whether its attempts may run side by side, if that is set.</summary>
    public bool CanHedge => !IsBlocking;

    /// <summary>Whether a caller can cancel it.</summary>
    public bool HasToken => Routing.TokenIndex(Symbol) >= 0;
}

using System.Globalization;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Which annotated interfaces are injected into the implementations of which others, and where that multiplies attempts most.</summary>
internal sealed class InjectionGraph(AssemblyAnnotations annotations, Compilation compilation, CancellationToken cancellationToken)
{
    private readonly Dictionary<INamedTypeSymbol, AnnotatedInterface?> _nodes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, InjectionPath?> _worst = new(SymbolEqualityComparer.Default);

    /// <summary>The worst path from each interface that begins one. What is part of a worse path is not said again.</summary>
    public IEnumerable<InjectionPath> WorstPaths()
    {
        var paths = new List<InjectionPath>();
        foreach (var type in Implementations.Of(annotations, compilation, cancellationToken).Interfaces)
        {
            if (Worst(type) is { Attempts: > 1, Next: not null } path)
                paths.Add(path);
        }

        var said = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var path in paths.OrderByDescending(static path => path.Product))
        {
            if (said.Contains(path.Service))
                continue;

            for (var step = path; step is not null; step = step.Next)
                said.Add(step.Service);

            yield return path;
        }
    }

    // A circle ends where it comes back to what is under way.
    private InjectionPath? Worst(INamedTypeSymbol type)
    {
        if (_worst.TryGetValue(type, out var known))
            return known;

        _worst.Add(type, null);
        if (NodeOf(type) is not { } node)
            return null;

        var worst = new InjectionPath(type, Attempts.Of(node), null, null);
        foreach (var implementation in InnerServices.Of(node, cancellationToken))
        {
            foreach (var parameter in ConstructorInjection.ParametersOf(implementation))
            {
                foreach (var injected in AnnotatedBehind(parameter.Type, []))
                {
                    if (Worst(injected) is { Product: > 1 } next && next.Product * worst.Attempts > worst.Product)
                        worst = worst with { Through = parameter, Next = next };
                }
            }
        }

        return _worst[type] = worst;
    }

    // A class of the project's own that is injected as it is hands on what was injected into it.
    private IEnumerable<INamedTypeSymbol> AnnotatedBehind(ITypeSymbol type, HashSet<ISymbol> seen)
    {
        if (ConstructorInjection.ServiceOf(type)?.OriginalDefinition is not { } service)
            return [];

        if (service.TypeKind == TypeKind.Interface)
            return NodeOf(service) is null ? [] : [service];

        return service.TypeKind == TypeKind.Class && !service.DeclaringSyntaxReferences.IsEmpty && seen.Add(service)
            ? ConstructorInjection.ParametersOf(service).SelectMany(parameter => AnnotatedBehind(parameter.Type, seen))
            : [];
    }

    private AnnotatedInterface? NodeOf(INamedTypeSymbol type)
    {
        if (!_nodes.TryGetValue(type, out var node))
            _nodes.Add(type, node = AnnotatedInterface.Of(type, annotations, compilation));

        return node;
    }
}

/// <summary>An interface, and the way from it that leads to the most attempts.</summary>
/// <param name="Service">The interface.</param>
/// <param name="Attempts">How often one call of it may reach an implementation.</param>
/// <param name="Through">The parameter that the next one is injected through.</param>
/// <param name="Next">What is injected into an implementation; null where nothing multiplies further.</param>
internal sealed record InjectionPath(INamedTypeSymbol Service, double Attempts, IParameterSymbol? Through, InjectionPath? Next)
{
    /// <summary>How often one call of this may reach an implementation of the last.</summary>
    public double Product => Next is null ? Attempts : Attempts * Next.Product;

    /// <summary>The innermost service.</summary>
    public INamedTypeSymbol Last => Next is null ? Service : Next.Last;

    /// <summary>The path as messages show it: <c>ICheckout (4) → IPricing (4)</c>.</summary>
    public string Display()
    {
        var own = string.Format(CultureInfo.InvariantCulture, "{0} ({1})", Analysis.Attributes.Display(Service), Attempts);
        return Next is null ? own : $"{own} → {Next.Display()}";
    }
}

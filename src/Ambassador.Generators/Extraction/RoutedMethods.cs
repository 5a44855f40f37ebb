using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>The methods of an interface, inherited ones included, that go through the policies.</summary>
internal static class RoutedMethods
{
    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol type, Compilation compilation) =>
        BaseInterfaces.Of(type, compilation).Prepend(type)
            .Where(static declaring => !KnownTypes.IsDisposable(declaring) && !KnownTypes.IsAsyncDisposable(declaring))
            .SelectMany(static declaring => declaring.GetMembers())
            .OfType<IMethodSymbol>()
            .Where(static method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false }
                && Signatures.IsImplementable(method)
                && !Signatures.IsExplicit(method)
                && Routing.ShapeOf(method) is not null);
}

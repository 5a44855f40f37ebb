using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>What the container calls in place of a replaced registration: it makes the service as the registration said, and wraps it.</summary>
/// <param name="serviceType">The annotated interface.</param>
/// <param name="factory">Wraps an implementation.</param>
/// <param name="fallsBack">Whether the ambassador needs to be told where other implementations are found.</param>
/// <param name="source">Makes the implementation.</param>
/// <param name="place">How many registrations of the interface with the same service key come before.</param>
internal sealed class AmbassadorMaker(Type serviceType, InnerFactory factory, bool fallsBack, InnerSource source, int place)
{
    // Far more ambassadors than a program's services are deep, far fewer than the stack has room for.
    private const int MaximumDepth = 50;

    [ThreadStatic]
    private static int s_depth;

    private readonly bool _isDisposable = InnerSource.IsDisposable(serviceType);

    /// <summary>Makes the service and its ambassador.</summary>
    /// <exception cref="InvalidOperationException">The service is not of its type, or needs itself.</exception>
    public object Make(IServiceProvider services, object? serviceKey)
    {
        // A container finds circular dependencies by looking at constructors; it cannot see through a factory, and would hang.
        if (s_depth == MaximumDepth)
        {
            throw new InvalidOperationException(
                $"A circular dependency was detected: making a '{TypeName.Of(serviceType)}' takes a '{TypeName.Of(serviceType)}'.");
        }

        s_depth++;
        try
        {
            return MakeOnce(services, serviceKey);
        }
        finally
        {
            s_depth--;
        }
    }

    private object MakeOnce(IServiceProvider services, object? serviceKey)
    {
        // First, because it may throw: nothing has been made then that would have to be disposed.
        var runtime = services.GetAmbassadorRuntime();

        // A factory may say that there is no service by returning null, and the container then says so.
        if (source.Create(services, serviceKey) is not { } inner)
            return null!;

        if (!serviceType.IsInstanceOfType(inner))
        {
            throw new InvalidOperationException(
                $"A registration of '{TypeName.Of(serviceType)}' made a '{TypeName.Of(inner.GetType())}', which does not implement it.");
        }

        if (source.NeedsOwner && !_isDisposable && inner is IDisposable or IAsyncDisposable)
            services.GetRequiredService<InnerOwner>().Own(inner);

        var fallbacks = fallsBack ? new ContainerFallbacks(services, serviceKey) : null;
        var ambassador = factory(inner, runtime, fallbacks, RegistrationKey.Of(serviceKey, place), ownsInner: source.NeedsOwner && _isDisposable);

        // A registration that passes on another one of the same interface has got an ambassador already.
        return ambassador.GetType() == inner.GetType() ? inner : ambassador;
    }
}

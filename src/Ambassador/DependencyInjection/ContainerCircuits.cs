using Ambassador.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>The circuits of a container's ambassadors; they are there before the first ambassador is made.</summary>
/// <param name="services">The container.</param>
/// <param name="registry">Its ambassadors.</param>
/// <param name="serviceKey">The key that the circuits are asked for by, if any.</param>
internal sealed class ContainerCircuits<TInterface>(IServiceProvider services, AmbassadorRegistry registry, [ServiceKey] object? serviceKey = null)
    : AmbassadorCircuits<TInterface>(services.GetAmbassadorRuntime(), serviceKey, SetUp(registry))
    where TInterface : class
{
    // An ambassador sets up what all of them share, and needs no targets for that.
    private static Action<AmbassadorRuntime, object?> SetUp(AmbassadorRegistry registry)
    {
        var annotated = registry.Find(typeof(TInterface)) ?? throw new InvalidOperationException(
            $"'{TypeName.Of(typeof(TInterface))}' is not an annotated interface of this project or of one that it references.");
        var factory = annotated.TargetsFactoryFor(typeof(TInterface));
        return (runtime, serviceKey) => factory(TargetSet<TInterface>.None, runtime, serviceKey);
    }
}

using Ambassador.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ambassador.DependencyInjection;

/// <summary>How everything that a container makes gets at the runtime.</summary>
internal static class RuntimeAccess
{
    /// <summary>The container's runtime with the configuration applied.</summary>
    /// <exception cref="OptionsValidationException">Something in the configuration cannot stand.</exception>
    public static AmbassadorRuntime GetAmbassadorRuntime(this IServiceProvider services)
    {
        var runtime = services.GetRequiredService<AmbassadorRuntime>();
        services.GetRequiredService<PolicyConfiguration>().ApplyTo(runtime);
        return runtime;
    }
}

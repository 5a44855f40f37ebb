using Ambassador.Configuration;
using Ambassador.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly.Registry;

namespace Ambassador.DependencyInjection;

/// <summary>Registers what all ambassadors of a container share: the runtime and its configuration.</summary>
internal static class RuntimeServices
{
    public static void AddTo(IServiceCollection services, AmbassadorRegistry registry)
    {
        services.AddTransient<InnerOwner>();
        services.AddTransient(typeof(InnerService<>));
        services.AddSingleton(provider => CreateConfiguration(provider, registry));

        services.AddSingleton(typeof(AmbassadorCircuits<>), typeof(ContainerCircuits<>));
        services.AddKeyedSingleton(typeof(AmbassadorCircuits<>), KeyedService.AnyKey, typeof(ContainerCircuits<>));

        // Tests and programs with a runtime of their own register it; the configuration is applied to it as to ours.
        services.TryAddSingleton(provider => CreateRuntime(provider, registry.Options));

        // The host runs all such checks before it starts anything, and reports what any of them has found.
        services.AddOptions<StartupCheck>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<StartupCheck>, StartupValidation>();
    }

    private static AmbassadorRuntime CreateRuntime(IServiceProvider services, AmbassadorOptions options)
    {
        var configuration = services.GetRequiredService<PolicyConfiguration>();
        configuration.Load();

        var runtime = new AmbassadorRuntime(
            options.TimeProvider ?? services.GetService<TimeProvider>(),
            services.GetService<ILoggerFactory>(),
            pipelines: services.GetService<ResiliencePipelineProvider<string>>(),
            enableFaultInjection: options.EnableFaultInjection);
        configuration.ApplyTo(runtime);
        return runtime;
    }

    private static PolicyConfiguration CreateConfiguration(IServiceProvider services, AmbassadorRegistry registry)
    {
        var logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger(AmbassadorRuntime.LogCategory);
        foreach (var registration in registry.LeftAlone)
            Log.RegistrationLeftAlone(logger, registration);

        return new PolicyConfiguration(
            services.GetService<IConfiguration>(),
            registry.Options.ConfigurationSection,
            typeof(AmbassadorOptions),
            registry.CodeOverrides(),
            registry.KnownInterfaces(),
            logger);
    }

    /// <summary>The options whose validation is the check of the configuration at the start of a host.</summary>
    private sealed class StartupCheck;

    private sealed class StartupValidation(PolicyConfiguration configuration) : IValidateOptions<StartupCheck>
    {
        public ValidateOptionsResult Validate(string? name, StartupCheck options)
        {
            configuration.Load();
            return ValidateOptionsResult.Success;
        }
    }
}

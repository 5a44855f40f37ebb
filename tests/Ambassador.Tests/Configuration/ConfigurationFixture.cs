using Ambassador.DependencyInjection;
using Ambassador.Tests.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace Ambassador.Tests.Configuration;

/// <summary>A container with a configuration that can be changed, and its logs.</summary>
internal sealed class ConfigurationFixture : IDisposable
{
    private ServiceProvider? _provider;

    public ConfigurationFixture(params (string Key, string? Value)[] settings)
        : this(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value)).Build())
    {
    }

    public ConfigurationFixture(IConfigurationRoot configuration)
    {
        Configuration = configuration;
        Services.AddSingleton<IConfiguration>(configuration);
        Services.AddSingleton<ILoggerFactory>(_ => LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(Logs))));
    }

    public IConfigurationRoot Configuration { get; }

    public FakeLogCollector Logs { get; } = new();

    public ServiceCollection Services { get; } = [];

    public ServiceProvider Provider => _provider ??= Services.AddGreeterAmbassadors().BuildServiceProvider();

    public IGreeter Greeter => Provider.GetRequiredService<IGreeter>();

    public IEnumerable<string> Messages(LogLevel level) => Logs.GetSnapshot().Where(record => record.Level == level).Select(record => record.Message);

    public void Reload(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings)
            Configuration[key] = value;

        Configuration.Reload();
    }

    /// <summary>What is wrong with the configuration, as the first use of the runtime reports it.</summary>
    public IReadOnlyList<string> Failures()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Provider.GetRequiredService<AmbassadorRuntime>());
        Assert.Equal(typeof(AmbassadorOptions), error.OptionsType);
        return [.. error.Failures];
    }

    public void Dispose() => _provider?.Dispose();

    /// <summary>A second interface with the simple name of the first.</summary>
    public static void AddNamesake(AmbassadorRegistry registry) => registry.Add<ISyncConnection>(
        "Elsewhere.IGreeter", ["GreetAsync", "Retry"], static (targets, runtime, key) => new SyncConnectionAmbassador(targets, runtime, key));
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Services;

/// <summary>A container with one scripted service behind its generated ambassador, on a clock that the test drives.</summary>
public sealed class Harness : IDisposable
{
    private readonly ServiceProvider _provider;

    public Harness(
        PolicySettings settings, ScriptedService service, Action<IServiceCollection>? configure = null, FakeTimeProvider? time = null)
    {
        Time = time ?? new();
        Inner = service;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IService>(service);
        configure?.Invoke(services);
        services.AddGeneratedAmbassadors(options => options.Configure<IService>(settings));
        _provider = services.BuildServiceProvider();
        Service = _provider.GetRequiredService<IService>();
    }

    public FakeTimeProvider Time { get; }

    public ScriptedService Inner { get; }

    public IService Service { get; }

    public AmbassadorRuntime Runtime => _provider.GetRequiredService<AmbassadorRuntime>();

    public void Dispose() => _provider.Dispose();
}

using Ambassador.DependencyInjection;
using Ambassador.Targets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Ambassador.Tests.DependencyInjection;

public class GenericTests
{
    [Fact]
    public void Closed_registrations_are_decorated()
    {
        var instance = new Repository<Guid>();
        using var provider = Decorate(new ServiceCollection()
            .AddSingleton<IRepository<string>, Repository<string>>()
            .AddTransient<IRepository<int>>(_ => new Repository<int>())
            .AddKeyedSingleton<IRepository<Guid>>("key", instance)).BuildServiceProvider();

        Behind<string>(provider.GetRequiredService<IRepository<string>>());
        Behind<int>(provider.GetRequiredService<IRepository<int>>());
        Assert.Same(instance, Behind<Guid>(provider.GetRequiredKeyedService<IRepository<Guid>>("key")));
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public void An_open_registration_is_decorated(ServiceLifetime lifetime)
    {
        var services = Decorate(new ServiceCollection { new ServiceDescriptor(typeof(IRepository<>), typeof(Repository<>), lifetime) });
        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Repository<string> inner;
        using (var scope = provider.CreateScope())
        {
            var repository = scope.ServiceProvider.GetRequiredService<IRepository<string>>();
            inner = Behind<string>(repository);

            Assert.Equal((typeof(IRepository<>), lifetime), (services[0].ServiceType, services[0].Lifetime));
            Assert.Equal(lifetime is not ServiceLifetime.Transient, repository == scope.ServiceProvider.GetRequiredService<IRepository<string>>());
            Behind<int>(scope.ServiceProvider.GetRequiredService<IRepository<int>>());
        }

        Assert.Equal(lifetime is ServiceLifetime.Singleton ? 0 : 1, inner.Disposals);
        provider.Dispose();
        Assert.Equal(1, inner.Disposals);
    }

    [Fact]
    public void Open_registrations_with_keys_are_decorated()
    {
        using var provider = Decorate(new ServiceCollection()
            .AddKeyedSingleton(typeof(IRepository<>), "eu", typeof(Repository<>))
            .AddKeyedScoped(typeof(IRepository<>), "us", typeof(OtherRepository<>))).BuildServiceProvider();
        using var scope = provider.CreateScope();

        var eu = Assert.IsType<RepositoryAmbassador<string>>(scope.ServiceProvider.GetRequiredKeyedService<IRepository<string>>("eu"));
        var us = Assert.IsType<RepositoryAmbassador<string>>(scope.ServiceProvider.GetRequiredKeyedService<IRepository<string>>("us"));

        Assert.IsType<Repository<string>>(eu.Inner);
        Assert.IsType<OtherRepository<string>>(us.Inner);
        Assert.Equal(("eu", "us"), (eu.ServiceKey, us.ServiceKey));
        Assert.Null(provider.GetService<IRepository<string>>());
    }

    [Fact]
    public void A_second_call_decorates_no_open_registration_twice()
    {
        var services = Decorate(new ServiceCollection().AddSingleton(typeof(IRepository<>), typeof(Repository<>)));
        var after = services.ToArray();

        Decorate(services);

        Assert.Equal(after, services);
        using var provider = services.BuildServiceProvider();
        Behind<string>(provider.GetRequiredService<IRepository<string>>());
    }

    [Fact]
    public void What_cannot_be_decorated_is_left_alone_and_logged()
    {
        var logs = new FakeLogCollector();
        using var provider = Decorate(new ServiceCollection()
            .AddSingleton<ILoggerFactory>(_ => LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(logs))))
            .AddSingleton(typeof(IRepository<>), typeof(Repository<>))
            .AddSingleton(typeof(IRepository<>), typeof(OtherRepository<>))).BuildServiceProvider();

        var repositories = provider.GetServices<IRepository<string>>().ToArray();

        Behind<string>(repositories[0]);
        Assert.IsType<OtherRepository<string>>(repositories[1]);
        var record = Assert.Single(logs.GetSnapshot());
        Assert.Equal(("Ambassador", LogLevel.Warning), (record.Category, record.Level));
        Assert.Contains("IRepository<> -> Ambassador.Tests.DependencyInjection.OtherRepository<>", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_registration_for_any_key_open_registrations_are_left_alone()
    {
        using var provider = Decorate(new ServiceCollection()
            .AddSingleton(typeof(IRepository<>), typeof(Repository<>))
            .AddKeyedSingleton(typeof(IRepository<>), KeyedService.AnyKey, typeof(OtherRepository<>))).BuildServiceProvider();

        Assert.IsType<Repository<string>>(provider.GetRequiredService<IRepository<string>>());
        Assert.IsType<OtherRepository<string>>(provider.GetRequiredKeyedService<IRepository<string>>("key"));
    }

    [Fact]
    public void A_construction_and_an_open_registration_are_both_decorated()
    {
        using var provider = Decorate(new ServiceCollection()
            .AddSingleton(typeof(IRepository<>), typeof(OtherRepository<>))
            .AddSingleton<IRepository<string>, Repository<string>>()).BuildServiceProvider();

        var ambassadors = provider.GetServices<IRepository<string>>().Cast<RepositoryAmbassador<string>>().ToArray();

        Assert.IsType<OtherRepository<string>>(ambassadors[0].Inner);
        Assert.IsType<Repository<string>>(ambassadors[1].Inner);
        Assert.NotEqual(ambassadors[0].ServiceKey, ambassadors[1].ServiceKey);
    }

    [Fact]
    public void RequireAll_refuses_what_cannot_be_decorated()
    {
        var services = new ServiceCollection()
            .AddSingleton(typeof(IRepository<>), typeof(Repository<>))
            .AddSingleton(typeof(IRepository<>), typeof(OtherRepository<>));

        var error = Assert.Throws<InvalidOperationException>(() => Decorate(services, options => options.RequireAll = true));

        Assert.Contains("IRepository<> -> Ambassador.Tests.DependencyInjection.OtherRepository<>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireAll_is_content_with_a_construction()
    {
        Decorate(new ServiceCollection().AddSingleton<IRepository<string>, Repository<string>>(), options => options.RequireAll = true);

        var error = Assert.Throws<InvalidOperationException>(() => Decorate(new ServiceCollection(), options => options.RequireAll = true));
        Assert.Contains("DependencyInjection.IRepository<>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_for_the_definition()
    {
        Decorate(new ServiceCollection(), options => options.Configure(typeof(IRepository<>), new PolicySettings { Retry = 1 }));

        var error = Assert.Throws<InvalidOperationException>(
            () => Decorate(new ServiceCollection(), options => options.Configure<IRepository<int>>(new PolicySettings { Retry = 1 })));
        Assert.Contains("IRepository<System.Int32>', which", error.Message, StringComparison.Ordinal);
        Assert.Contains("Configure(typeof(IRepository<>)", error.Message, StringComparison.Ordinal);
    }

    private static Repository<T> Behind<T>(IRepository<T> repository) =>
        Assert.IsType<Repository<T>>(Assert.IsType<RepositoryAmbassador<T>>(repository).Inner);

    private static IServiceCollection Decorate(IServiceCollection services, Action<AmbassadorOptions>? configure = null) =>
        AmbassadorServices.Decorate(services, configure, registry =>
            registry.AddOpen(typeof(IRepository<>), "Tests.IRepository", ["FindAsync"], typeof(RepositoryAmbassador<>)));
}

public interface IRepository<T>;

public sealed class Repository<T> : IRepository<T>, IDisposable
{
    public int Disposals { get; private set; }

    public void Dispose() => Disposals++;
}

public sealed class OtherRepository<T> : IRepository<T>;

/// <summary>In the shape of a generated generic ambassador, its constructor for containers last.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Disposable only where its interface is, as generated ambassadors are.")]
public sealed class RepositoryAmbassador<T> : IRepository<T>
{
    private readonly TargetSet<IRepository<T>> _targets;

    public RepositoryAmbassador([BehindAmbassador] IRepository<T> inner)
        : this(inner, AmbassadorRuntime.Shared)
    {
    }

    public RepositoryAmbassador([BehindAmbassador] IRepository<T> inner, AmbassadorRuntime runtime, object? serviceKey = null, bool ownsInner = true)
    {
        _targets = new TargetSet<IRepository<T>>(inner, ownsInner);
        Runtime = runtime;
        ServiceKey = serviceKey;
    }

    public RepositoryAmbassador(InnerService<IRepository<T>> inner, [ServiceKey] object? serviceKey = null)
        : this(inner.Get(serviceKey), inner.Runtime, serviceKey, ownsInner: false)
    {
    }

    public AmbassadorRuntime Runtime { get; }

    public object? ServiceKey { get; }

    public IRepository<T> Inner => _targets.Single;
}

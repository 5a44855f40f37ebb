using System.Runtime.CompilerServices;
using Ambassador.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ambassador.Tests.DependencyInjection;

/// <summary>Disposal reaches what the container made, once and when the container would have disposed it, and nothing that a user made.</summary>
public class DisposalTests
{
    public static TheoryData<ServiceLifetime, string> MadeByTheContainer { get; } = new MatrixTheoryData<ServiceLifetime, string>(
        [ServiceLifetime.Singleton, ServiceLifetime.Scoped, ServiceLifetime.Transient],
        ["type", "factory", "keyed type", "keyed factory", "type made with its key"]);

    [Theory, MemberData(nameof(MadeByTheContainer))]
    public void A_disposable_service_behind_an_interface_that_is_not(ServiceLifetime lifetime, string kind) =>
        IsDisposedOnceWithItsScope<IGreeter, SyncGreeter>(lifetime, kind, greeter => greeter.Behind<SyncGreeter>(), inner => inner.Disposals);

    [Theory, MemberData(nameof(MadeByTheContainer))]
    public void A_disposable_service_behind_an_interface_that_is(ServiceLifetime lifetime, string kind) =>
        IsDisposedOnceWithItsScope<ISyncConnection, SyncConnection>(
            lifetime, kind, connection => (SyncConnection)((SyncConnectionAmbassador)connection).Inner, inner => inner.Disposals);

    [Theory, MemberData(nameof(MadeByTheContainer))]
    public Task An_async_disposable_service_behind_an_interface_that_is_not(ServiceLifetime lifetime, string kind) =>
        IsDisposedOnceWithItsScopeAsync<IGreeter, AsyncGreeter>(lifetime, kind, greeter => greeter.Behind<AsyncGreeter>(), inner => inner.Disposals);

    [Theory, MemberData(nameof(MadeByTheContainer))]
    public Task An_async_disposable_service_behind_an_interface_that_is(ServiceLifetime lifetime, string kind) =>
        IsDisposedOnceWithItsScopeAsync<IAsyncConnection, AsyncConnection>(
            lifetime, kind, connection => (AsyncConnection)((AsyncConnectionAmbassador)connection).Inner, inner => inner.Disposals);

    [Theory, MemberData(nameof(MadeByTheContainer))]
    public async Task A_service_that_is_both_is_disposed_as_its_scope_is(ServiceLifetime lifetime, string kind)
    {
        IsDisposedOnceWithItsScope<IGreeter, BothGreeter>(lifetime, kind, greeter => greeter.Behind<BothGreeter>(), inner => inner.Disposals);
        await IsDisposedOnceWithItsScopeAsync<IGreeter, BothGreeter>(lifetime, kind, greeter => greeter.Behind<BothGreeter>(), inner => inner.AsyncDisposals);
        IsDisposedOnceWithItsScope<IAsyncConnection, BothConnection>(
            lifetime, kind, connection => (BothConnection)((AsyncConnectionAmbassador)connection).Inner, inner => inner.Disposals);
        await IsDisposedOnceWithItsScopeAsync<ISyncConnection, BothConnection>(
            lifetime, kind, connection => (BothConnection)((SyncConnectionAmbassador)connection).Inner, inner => inner.AsyncDisposals);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("factory")]
    public void A_service_that_is_only_async_disposable_refuses_a_synchronous_end_as_the_container_does(string kind)
    {
        var provider = Register<IGreeter, AsyncGreeter>(ServiceLifetime.Singleton, kind).BuildServiceProvider();
        provider.GetRequiredService<IGreeter>();

        var error = Assert.Throws<InvalidOperationException>(provider.Dispose);

        Assert.Contains("AsyncGreeter' type only implements IAsyncDisposable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_stays_its_owners()
    {
        var greeter = new SyncGreeter();
        var keyedGreeter = new AsyncGreeter();
        var connection = new SyncConnection();
        var keyedConnection = new AsyncConnection();
        var services = new ServiceCollection()
            .AddSingleton<IGreeter>(greeter)
            .AddKeyedSingleton<IGreeter>("key", keyedGreeter)
            .AddSingleton<ISyncConnection>(connection)
            .AddKeyedSingleton<IAsyncConnection>("key", keyedConnection);
        AddAll(services);
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IGreeter>();
        provider.GetRequiredKeyedService<IGreeter>("key");
        provider.GetRequiredService<ISyncConnection>();
        provider.GetRequiredKeyedService<IAsyncConnection>("key");

        await provider.DisposeAsync();

        Assert.Equal((0, 0, 0, 0), (greeter.Disposals, keyedGreeter.Disposals, connection.Disposals, keyedConnection.Disposals));
    }

    [Theory]
    [InlineData("type")]
    [InlineData("factory")]
    public void Disposing_an_ambassador_disposes_the_service_then_and_not_again(string kind)
    {
        var provider = Register<ISyncConnection, SyncConnection>(ServiceLifetime.Transient, kind).BuildServiceProvider();
        var ambassador = Assert.IsType<SyncConnectionAmbassador>(provider.GetRequiredService<ISyncConnection>());
        var inner = (SyncConnection)ambassador.Inner;

        ambassador.Dispose();
        Assert.Equal(1, inner.Disposals);

        provider.Dispose();
        Assert.Equal(1, inner.Disposals);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("factory")]
    public void The_service_is_disposed_before_what_it_depends_on(string kind)
    {
        var order = new List<string>();
        var services = new ServiceCollection()
            .AddSingleton(order)
            .AddScoped<OrderedDependency>();
        if (kind == "type")
            services.AddScoped<IGreeter, OrderedGreeter>();
        else
            services.AddScoped<IGreeter>(provider => new OrderedGreeter(provider.GetRequiredService<OrderedDependency>(), order));
        using var provider = services.AddGreeterAmbassadors().BuildServiceProvider();

        using (var scope = provider.CreateScope())
            scope.ServiceProvider.GetRequiredService<IGreeter>();

        Assert.Equal(["greeter", "dependency"], order);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("factory")]
    [InlineData("type made with its key")]
    public void The_root_holds_no_transient_that_needs_no_disposal(string kind)
    {
        using var provider = Register<IGreeter, Greeter>(ServiceLifetime.Transient, kind).BuildServiceProvider();

        var (ambassador, inner) = Resolve(provider, kind);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(ambassador.IsAlive);
        Assert.False(inner.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference Ambassador, WeakReference Inner) Resolve(IServiceProvider provider, string kind)
        {
            var greeter = Get<IGreeter>(provider, kind);
            return (new WeakReference(greeter), new WeakReference(((GreeterAmbassador)greeter).Inner));
        }
    }

    private static void IsDisposedOnceWithItsScope<TService, TInner>(
        ServiceLifetime lifetime, string kind, Func<TService, TInner> behind, Func<TInner, int> disposals)
        where TService : class
        where TInner : class, TService, new()
    {
        var provider = Register<TService, TInner>(lifetime, kind).BuildServiceProvider();
        var scope = provider.CreateScope();
        var inner = behind(Get<TService>(scope.ServiceProvider, kind));

        scope.Dispose();
        Assert.Equal(lifetime is ServiceLifetime.Singleton ? 0 : 1, disposals(inner));

        provider.Dispose();
        Assert.Equal(1, disposals(inner));
    }

    private static async Task IsDisposedOnceWithItsScopeAsync<TService, TInner>(
        ServiceLifetime lifetime, string kind, Func<TService, TInner> behind, Func<TInner, int> disposals)
        where TService : class
        where TInner : class, TService, new()
    {
        var provider = Register<TService, TInner>(lifetime, kind).BuildServiceProvider();
        var scope = provider.CreateAsyncScope();
        var inner = behind(Get<TService>(scope.ServiceProvider, kind));

        await scope.DisposeAsync();
        Assert.Equal(lifetime is ServiceLifetime.Singleton ? 0 : 1, disposals(inner));

        await provider.DisposeAsync();
        Assert.Equal(1, disposals(inner));
    }

    private static IServiceCollection Register<TService, TInner>(ServiceLifetime lifetime, string kind)
        where TService : class
        where TInner : class, TService, new()
    {
        var services = new ServiceCollection();
        services.Add(kind switch
        {
            "type" => new ServiceDescriptor(typeof(TService), typeof(TInner), lifetime),
            "factory" => new ServiceDescriptor(typeof(TService), _ => new TInner(), lifetime),
            "keyed type" => new ServiceDescriptor(typeof(TService), "key", typeof(TInner), lifetime),
            "keyed factory" => new ServiceDescriptor(typeof(TService), "key", (_, _) => new TInner(), lifetime),
            _ => new ServiceDescriptor(typeof(TService), KeyedService.AnyKey, typeof(TInner), lifetime),
        });
        return AddAll(services);
    }

    private static T Get<T>(IServiceProvider provider, string kind)
        where T : class
        => kind is "type" or "factory" ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>("key");

    private static IServiceCollection AddAll(IServiceCollection services) => AmbassadorServices.Decorate(services, null, registry =>
    {
        Registration.AddGreeter(registry);
        Connections.AddTo(registry);
    });

    private sealed class SyncGreeter : Greeter, IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }

    private sealed class AsyncGreeter : Greeter, IAsyncDisposable
    {
        public int Disposals { get; private set; }

        public ValueTask DisposeAsync()
        {
            Disposals++;
            return default;
        }
    }

    private sealed class BothGreeter : Greeter, IDisposable, IAsyncDisposable
    {
        public int Disposals { get; private set; }

        public int AsyncDisposals { get; private set; }

        public void Dispose() => Disposals++;

        public ValueTask DisposeAsync()
        {
            AsyncDisposals++;
            return default;
        }
    }

    private sealed class OrderedDependency(List<string> order) : IDisposable
    {
        public void Dispose() => order.Add("dependency");
    }

    private sealed class OrderedGreeter(OrderedDependency dependency, List<string> order) : Greeter, IDisposable
    {
        public OrderedDependency Dependency { get; } = dependency;

        public void Dispose() => order.Add("greeter");
    }
}

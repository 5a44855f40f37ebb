using Ambassador.Generated;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

[assembly: Ambassador.AmbassadorFor(typeof(IDistributedCache), Retry = 2, RetryDelayMs = 0)]
[assembly: Ambassador.AmbassadorForMethod(typeof(IDistributedCache), nameof(IDistributedCache.GetAsync), CacheSeconds = 60)]
[assembly: Ambassador.AmbassadorForMethod(typeof(IDistributedCache), nameof(IDistributedCache.RemoveAsync), Retry = 0)]
[assembly: Ambassador.AmbassadorFor(typeof(IServiceProviderFactory<>), Retry = 2, RetryDelayMs = 0)]

namespace Ambassador.Conformance.Tests;

/// <summary>Interfaces of other assemblies, named by an attribute of this one.</summary>
public class ForeignInterfaceTests
{
    [Fact]
    public async Task One_that_is_registered_is_decorated()
    {
        await using var provider = new ServiceCollection().AddSingleton<IDistributedCache, Cache>().AddGeneratedAmbassadors().BuildServiceProvider();
        var cache = provider.GetRequiredService<IDistributedCache>();

        Assert.IsType<DistributedCacheAmbassador>(cache);
        await cache.SetAsync("a", [1], new(), TestContext.Current.CancellationToken);
        Assert.Equal([1], await cache.GetAsync("a", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Each_method_has_its_own_settings()
    {
        var inner = new Cache();
        IDistributedCache cache = new DistributedCacheAmbassador(inner, Zoo.Runtime());

        await cache.SetAsync("a", [1], new(), TestContext.Current.CancellationToken);
        Assert.Same(await cache.GetAsync("a", TestContext.Current.CancellationToken), await cache.GetAsync("a", TestContext.Current.CancellationToken));
        Assert.Equal(3, inner.Attempts);

        inner.Attempts = 0;
        await Assert.ThrowsAsync<HttpRequestException>(() => cache.RemoveAsync("a", TestContext.Current.CancellationToken));
        Assert.Equal(1, inner.Attempts);
    }

    [Fact]
    public async Task Open_registrations_too()
    {
        await using var provider = new ServiceCollection().AddSingleton(typeof(IServiceProviderFactory<>), typeof(Factory<>)).AddGeneratedAmbassadors().BuildServiceProvider();
        var factory = provider.GetRequiredService<IServiceProviderFactory<string>>();

        Assert.IsType<ServiceProviderFactoryAmbassador<string>>(factory);
        Assert.Equal("made", factory.CreateBuilder(new ServiceCollection()));
    }

    private sealed class Factory<T> : IServiceProviderFactory<T>
        where T : notnull
    {
        private int _attempts;

        public T CreateBuilder(IServiceCollection services)
        {
            Zoo.FailTwice(ref _attempts);
            return (T)(object)"made";
        }

        public IServiceProvider CreateServiceProvider(T containerBuilder) => new ServiceCollection().BuildServiceProvider();
    }

    private sealed class Cache : IDistributedCache
    {
        private readonly Dictionary<string, byte[]> _values = [];

        public int Attempts;

        public byte[]? Get(string key) => _values.GetValueOrDefault(key)?.ToArray();

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Task.FromResult(Get(key));

        public void Refresh(string key) => Zoo.FailTwice(ref Attempts);

        public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

        public void Remove(string key) => _values.Remove(key);

        public async Task RemoveAsync(string key, CancellationToken token = default)
        {
            await Task.Yield();
            Zoo.FailTwice(ref Attempts);
        }

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => _values[key] = value;

        public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            await Task.Yield();
            Zoo.FailTwice(ref Attempts);
            Set(key, value, options);
        }
    }
}

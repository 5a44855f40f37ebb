using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ambassador.Conformance.Tests;

/// <summary>Containers make the generated ambassadors of open registrations.</summary>
public class OpenGenericTests
{
    [Theory]
    [InlineData(ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public async Task With_each_lifetime(ServiceLifetime lifetime)
    {
        await using var provider = Build(new ServiceCollection { new ServiceDescriptor(typeof(IShelf<>), typeof(Shelf<>), lifetime) });
        IShelf<string> shelf;
        await using (var scope = provider.CreateAsyncScope())
        {
            shelf = scope.ServiceProvider.GetRequiredService<IShelf<string>>();
            Assert.IsType<ShelfAmbassador<string>>(shelf);
            Assert.Equal("a", await shelf.PutAsync("a"));
            Assert.Equal(lifetime is not ServiceLifetime.Transient, shelf == scope.ServiceProvider.GetRequiredService<IShelf<string>>());

            var numbers = scope.ServiceProvider.GetRequiredService<IShelf<int>>();
            Assert.Equal((5, 3), (await numbers.PutAsync(5), numbers.Attempts));
        }

        Assert.Equal((3, lifetime is ServiceLifetime.Singleton ? 0 : 1), (shelf.Attempts, shelf.Disposals));
    }

    [Fact]
    public async Task With_keys()
    {
        await using var provider = Build(new ServiceCollection()
            .AddKeyedSingleton(typeof(IShelf<>), "eu", typeof(Shelf<>))
            .AddKeyedScoped(typeof(IShelf<>), "us", typeof(Shelf<>)));
        await using var scope = provider.CreateAsyncScope();
        var eu = scope.ServiceProvider.GetRequiredKeyedService<IShelf<string>>("eu");
        var us = scope.ServiceProvider.GetRequiredKeyedService<IShelf<string>>("us");

        Assert.Equal(("a", "b"), (await eu.PutAsync("a"), await us.PutAsync("b")));
        Assert.Equal((3, 3), (eu.Attempts, us.Attempts));
        Assert.Same(eu, provider.GetRequiredKeyedService<IShelf<string>>("eu"));
        Assert.Null(provider.GetService<IShelf<string>>());
    }

    [Fact]
    public async Task With_constraints_and_several_parameters()
    {
        await using var provider = Build(new ServiceCollection().AddSingleton(typeof(ILedger<,>), typeof(Ledger<,>)));

        Assert.Equal(("a", 1), await provider.GetRequiredService<ILedger<string, int>>().EntryAsync("a", 1));
    }

    [Fact]
    public async Task State_is_shared_by_all_ambassadors_of_a_construction()
    {
        await using var provider = Build(new ServiceCollection().AddTransient(typeof(ILedger<,>), typeof(Ledger<,>)));

        Assert.Equal(1, await provider.GetRequiredService<ILedger<string, int>>().CountAsync());
        Assert.Equal(1, await provider.GetRequiredService<ILedger<string, int>>().CountAsync());
        Assert.Equal(1, await provider.GetRequiredService<ILedger<string, long>>().CountAsync());
    }

    private static ServiceProvider Build(IServiceCollection services) =>
        services.AddGeneratedAmbassadors().BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    private sealed class Shelf<T> : IShelf<T>
    {
        private int _attempts;

        public int Attempts => _attempts;

        public int Disposals { get; private set; }

        public async Task<T> PutAsync(T item)
        {
            await Task.Yield();
            Zoo.FailTwice(ref _attempts);
            return item;
        }

        public void Dispose() => Disposals++;
    }

    private sealed class Ledger<TKey, TValue> : ILedger<TKey, TValue>
        where TKey : class
        where TValue : struct
    {
        private static int s_count;

        public ValueTask<(TKey Key, TValue Value)> EntryAsync(TKey key, TValue value) => new((key, value));

        public Task<int> CountAsync() => Task.FromResult(++s_count);
    }
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface IShelf<T> : IDisposable
{
    int Attempts { get; }
    int Disposals { get; }
    Task<T> PutAsync(T item);
}

[Ambassador(CacheSeconds = 60)]
public interface ILedger<TKey, TValue>
    where TKey : class
    where TValue : struct
{
    ValueTask<(TKey Key, TValue Value)> EntryAsync(TKey key, TValue value);
    Task<int> CountAsync();
}

using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Conformance.Tests;

/// <summary>Both ways of ending a scope reach the service, whichever of them its interface names.</summary>
public class DisposalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interface_that_is_only_disposable(bool asynchronously) =>
        Assert.Equal(asynchronously ? (0, 1) : (1, 0), await EndScopeAsync<IClosable, Resource>(asynchronously));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interface_that_is_only_asynchronously_disposable(bool asynchronously) =>
        Assert.Equal(asynchronously ? (0, 1) : (1, 0), await EndScopeAsync<IAsyncClosable, Resource>(asynchronously));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interface_that_is_both(bool asynchronously) =>
        Assert.Equal(asynchronously ? (0, 1) : (1, 0), await EndScopeAsync<IBothClosable, Resource>(asynchronously));

    [Fact]
    public async Task A_service_that_is_only_disposable_has_an_asynchronous_end_too() =>
        Assert.Equal((1, 0), await EndScopeAsync<IClosable, SyncResource>(asynchronously: true));

    [Fact]
    public void What_is_not_owned_is_left_alone()
    {
        var resource = new Resource();
        IClosable closable = new ClosableAmbassador(resource, Zoo.Runtime(), ownsInner: false);
        closable.Dispose();

        Assert.Equal((0, 0), resource.Ends);
    }

    [Fact]
    public async Task What_is_owned_is_disposed_once_whichever_way_comes_first()
    {
        var resource = new Resource();
        IClosable closable = new ClosableAmbassador(resource, Zoo.Runtime());
        await ((IAsyncDisposable)closable).DisposeAsync();
        closable.Dispose();

        Assert.Equal((0, 1), resource.Ends);
    }

    private static async Task<(int Sync, int Async)> EndScopeAsync<TService, TResource>(bool asynchronously)
        where TService : class, IResource
        where TResource : class, TService
    {
        await using var provider = new ServiceCollection().AddScoped<TService, TResource>().AddGeneratedAmbassadors().BuildServiceProvider();
        var scope = provider.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<TService>();
        Assert.IsNotType<TResource>(service);
        var ends = service.Inner;
        if (asynchronously)
            await scope.DisposeAsync();
        else
            scope.Dispose();

        return ends.Ends;
    }

    private sealed class Resource : IClosable, IAsyncClosable, IBothClosable
    {
        public (int Sync, int Async) Ends { get; private set; }

        public IResource Inner => this;

        public void Dispose() => Ends = (Ends.Sync + 1, Ends.Async);

        public ValueTask DisposeAsync()
        {
            Ends = (Ends.Sync, Ends.Async + 1);
            return default;
        }
    }

    private sealed class SyncResource : IClosable
    {
        public (int Sync, int Async) Ends { get; private set; }

        public IResource Inner => this;

        public void Dispose() => Ends = (Ends.Sync + 1, Ends.Async);
    }
}

public interface IResource
{
    (int Sync, int Async) Ends { get; }
    IResource Inner { get; }
}

[Ambassador]
public interface IClosable : IResource, IDisposable;

[Ambassador]
public interface IAsyncClosable : IResource, IAsyncDisposable;

[Ambassador]
public interface IBothClosable : IResource, IDisposable, IAsyncDisposable;

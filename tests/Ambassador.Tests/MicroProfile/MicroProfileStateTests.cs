using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.MicroProfile;

/// <summary>
/// CircuitBreakerLifecycleTest and RetryVisibilityTest of the test kit, by behaviour: whose state it is, and which annotation holds. Annotations stand on
/// interfaces and their methods here; those of classes are not looked at.
/// </summary>
public class MicroProfileStateTests
{
    [Fact]
    public async Task All_instances_share_a_circuit()
    {
        var service = new Shared();
        using var provider = new ServiceCollection().AddTransient<IShared>(_ => service).AddGeneratedAmbassadors().BuildServiceProvider();

        await Assert.ThrowsAsync<E0>(provider.GetRequiredService<IShared>().FirstAsync);

        await Assert.ThrowsAsync<BrokenCircuitException>(provider.GetRequiredService<IShared>().FirstAsync);
        Assert.NotSame(provider.GetRequiredService<IShared>(), provider.GetRequiredService<IShared>());
        Assert.Equal(1, service.Attempts);
    }

    [Fact]
    public async Task The_methods_of_an_interface_share_none()
    {
        using var runtime = new AmbassadorRuntime();
        IShared shared = new SharedAmbassador(new Shared(), runtime);

        await Assert.ThrowsAsync<E0>(shared.FirstAsync);

        await Assert.ThrowsAsync<E0>(shared.SecondAsync);
        await Assert.ThrowsAsync<BrokenCircuitException>(shared.FirstAsync);
    }

    [Fact]
    public async Task Two_interfaces_share_none_not_even_for_what_both_inherit()
    {
        using var runtime = new AmbassadorRuntime();
        var service = new Shared();
        IInheriting inheriting = new InheritingAmbassador(service, runtime);
        IOverriding overriding = new OverridingAmbassador(service, runtime);

        await Assert.ThrowsAsync<E0>(overriding.SecondAsync);

        await Assert.ThrowsAsync<BrokenCircuitException>(overriding.SecondAsync);
        await Assert.ThrowsAsync<E0>(inheriting.SecondAsync);
        await Assert.ThrowsAsync<E0>(((IShared)new SharedAmbassador(service, runtime)).SecondAsync);
    }

    public static TheoryData<Func<AmbassadorRuntime, Shared, (Func<Task> WithoutOwn, Func<Task> WithOwn)>, int, int> Levels { get; } = new()
    {
        // what is called, and the attempts of a method without and with retries of its own
        { (runtime, service) => Of(new SharedAmbassador(service, runtime)), 3, 5 },
        { (runtime, service) => Of(new InheritingAmbassador(service, runtime)), 3, 5 },
        { (runtime, service) => Of(new OverridingAmbassador(service, runtime)), 2, 5 },
        { (runtime, service) => Redeclared(new OverridingAmbassador(service, runtime)), 4, 2 },
    };

    [Theory, MemberData(nameof(Levels))]
    public async Task An_annotation_holds_for_what_inherits_it_unless_it_is_annotated_otherwise(
        Func<AmbassadorRuntime, Shared, (Func<Task> WithoutOwn, Func<Task> WithOwn)> create, int withoutOwn, int withOwn)
    {
        using var runtime = new AmbassadorRuntime();
        var service = new Shared();
        var methods = create(runtime, service);

        await Assert.ThrowsAsync<E0>(methods.WithoutOwn);
        Assert.Equal(withoutOwn, service.Attempts);

        await Assert.ThrowsAsync<E0>(methods.WithOwn);
        Assert.Equal(withoutOwn + withOwn, service.Attempts);
    }

    private static (Func<Task> WithoutOwn, Func<Task> WithOwn) Of(IShared shared) => (shared.ThirdAsync, shared.FourthAsync);

    private static (Func<Task> WithoutOwn, Func<Task> WithOwn) Redeclared(IOverriding overriding) => (overriding.ThirdAsync, overriding.FourthAsync);
}

[Ambassador, Retry(2, DelayMs = 0)]
public interface IShared
{
    [Retry(0), CircuitBreaker(1, MinimumThroughput = 1)]
    Task FirstAsync();

    [Retry(0), CircuitBreaker(1, MinimumThroughput = 1)]
    Task SecondAsync();

    Task ThirdAsync();

    [Retry(4, DelayMs = 0)]
    Task FourthAsync();
}

[Ambassador]
public interface IInheriting : IShared;

[Ambassador, Retry(1, DelayMs = 0)]
public interface IOverriding : IShared
{
    [Retry(3)]
    new Task ThirdAsync();

    new Task FourthAsync();
}

public sealed class Shared : IInheriting, IOverriding
{
    public int Attempts { get; private set; }

    public Task FirstAsync() => FailAsync();

    public Task SecondAsync() => FailAsync();

    public Task ThirdAsync() => FailAsync();

    public Task FourthAsync() => FailAsync();

    private Task FailAsync()
    {
        Attempts++;
        return Task.FromException(new E0());
    }
}

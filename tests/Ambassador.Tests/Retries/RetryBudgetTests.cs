using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Retries;

/// <summary>Retries are earned by calls, and limited for an interface as a whole.</summary>
public class RetryBudgetTests
{
    private static readonly Task<int> s_one = Task.FromResult(1);

    // Ten a second for ten seconds are granted to everybody.
    [Fact]
    public async Task Retries_of_a_whole_interface_are_limited_by_default()
    {
        using var harness = new Harness(new() { Retry = 1, RetryDelayMs = 0 }, new ScriptedService(_ => throw new IOException()));

        await FailAsync(harness.Service, 1_000);

        // The reserve of 100, and a fifth of a thousand calls.
        Assert.Equal(1_000 + 100 + 200, harness.Inner.Attempts);
    }

    [Fact]
    public async Task When_it_is_spent_the_first_failure_surfaces()
    {
        var thrown = new IOException();
        using var harness = new Harness(
            new() { Retry = 3, RetryDelayMs = 60_000, RetryMaxDelayMs = 60_000, RetryBudget = 0.1, RetryBudgetMinPerSecond = 0 }, new ScriptedService(_ => throw thrown));

        Assert.Same(thrown, await Assert.ThrowsAsync<IOException>(() => harness.Service.GetTaskAsync(1)));
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Fact]
    public async Task Calls_earn_for_as_long_as_they_are_remembered()
    {
        var fails = false;
        using var harness = new Harness(
            new() { Retry = 1, RetryDelayMs = 0, RetryBudget = 0.5, RetryBudgetMinPerSecond = 0, RetryBudgetTtlSeconds = 10 },
            new ScriptedService(_ => fails ? throw new IOException() : Task.FromResult(1)));
        for (var call = 0; call < 10; call++)
            await harness.Service.GetTaskAsync(1);

        fails = true;
        harness.Time.Advance(TimeSpan.FromSeconds(9));
        await FailAsync(harness.Service, 2);
        Assert.Equal(10 + 2 + 2, harness.Inner.Attempts);

        // Two calls are all that the last ten seconds have seen, and they have had their retries.
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        await FailAsync(harness.Service, 2);
        Assert.Equal(10 + 2 + 2 + 2, harness.Inner.Attempts);
    }

    [Fact]
    public async Task All_methods_of_an_interface_share_it()
    {
        using var harness = new Harness(
            new() { Retry = 1, RetryDelayMs = 0, RetryBudget = 1, RetryBudgetMinPerSecond = 0 },
            new ScriptedService(attempt => attempt <= 3 ? Task.FromResult(attempt) : throw new IOException()));

        for (var call = 0; call < 3; call++)
            await harness.Service.GetTaskAsync(1);

        await Assert.ThrowsAsync<IOException>(() => harness.Service.GetValueTaskAsync(1).AsTask());
        await Assert.ThrowsAsync<IOException>(() => harness.Service.DoTaskAsync(1));
        Assert.Equal(3 + 2 + 2, harness.Inner.Attempts);
    }

    [Fact]
    public async Task None_limits_nothing()
    {
        using var harness = new Harness(new() { Retry = 1, RetryDelayMs = 0, RetryBudget = 0 }, new ScriptedService(_ => throw new IOException()));

        await FailAsync(harness.Service, 1_000);

        Assert.Equal(2_000, harness.Inner.Attempts);
    }

    [Fact]
    public async Task Retries_of_a_single_method_are_its_authors_choice()
    {
        using var runtime = new AmbassadorRuntime(new FakeTimeProvider());
        var inner = new Orders(_ => new TimeoutException());
        IMethodRetries orders = new MethodRetriesAmbassador(new MethodRetries(inner), runtime);

        for (var call = 0; call < 500; call++)
            await Assert.ThrowsAsync<TimeoutException>(() => orders.GetAsync());

        Assert.Equal(1_000, inner.Attempts);
    }

    [Fact]
    public async Task Under_contention_no_retry_is_granted_twice()
    {
        using var harness = new Harness(
            new() { Retry = 1, RetryDelayMs = 0, RetryBudget = 0.5, RetryBudgetMinPerSecond = 1 }, new ScriptedService(_ => throw new IOException()));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => FailAsync(harness.Service, 1_000))));

        Assert.Equal(8_000 + 4_000 + 10, harness.Inner.Attempts);
    }

    [Fact]
    public async Task Under_contention_no_call_is_forgotten()
    {
        // A 64th is exact in binary: the last of the calls that fail has its retry if, and only if, every call before it has been counted.
        var (threads, calls, failing) = (8, 1 << 16, (8 << 10) + 192);
        var fails = false;
        using var harness = new Harness(
            new() { Retry = 1, RetryDelayMs = 0, RetryBudget = 1d / 64, RetryBudgetMinPerSecond = 0 },
            new ScriptedService(_ => fails ? throw new IOException() : s_one));

        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(async () =>
        {
            for (var call = 0; call < calls; call++)
                await harness.Service.GetTaskAsync(1);
        })));
        fails = true;
        await FailAsync(harness.Service, failing);

        var all = (threads * calls) + failing;
        Assert.Equal(all + (all / 64), harness.Inner.Attempts);
    }

    private static async Task FailAsync(IService service, int calls)
    {
        for (var call = 0; call < calls; call++)
            await Assert.ThrowsAsync<IOException>(() => service.GetTaskAsync(1));
    }
}

public interface IMethodRetries
{
    [Ambassador, Retry(1, DelayMs = 0)]
    Task<int> GetAsync(CancellationToken cancellationToken = default);
}

public sealed class MethodRetries(Orders orders) : IMethodRetries
{
    public Task<int> GetAsync(CancellationToken cancellationToken) => orders.GetAsync(cancellationToken);
}

using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.Timeout;

namespace Ambassador.Tests.MicroProfile;

/// <summary>RetryTest, RetryConditionTest, RetryTimeoutTest, ZeroRetryJitterTest and AsyncRetry of the test kit, by behaviour.</summary>
public class MicroProfileRetryTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Fact]
    public async Task A_method_has_its_interfaces_retries_or_its_own()
    {
        var service = new Retries(_ => throw new IOException());
        using var runtime = new AmbassadorRuntime();
        IRetries retries = new RetriesAmbassador(service, runtime);

        await Assert.ThrowsAsync<IOException>(retries.InheritAsync);
        Assert.Equal(3, service.Attempts);

        await Assert.ThrowsAsync<IOException>(retries.OverrideAsync);
        Assert.Equal(3 + 6, service.Attempts);
    }

    [Fact]
    public async Task The_total_timeout_ends_the_retries()
    {
        var time = new FakeTimeProvider();
        var service = new Retries(async _ =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(110), time);
            throw new IOException();
        });
        using var runtime = new AmbassadorRuntime(time);
        IRetries retries = new RetriesAmbassador(service, runtime);

        var call = retries.UntilTimeIsUpAsync();
        for (var i = 0; i < 100; i++)
            time.Advance(TimeSpan.FromMilliseconds(10));

        // To MicroProfile the last failure surfaces; here the call has run out of time.
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(10, service.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task There_is_a_wait_between_attempts(Kind kind)
    {
        using var harness = new Harness(
            new() { Retry = 2, RetryDelayMs = 400, RetryBackoff = DelayBackoffType.Constant, RetryJitter = false }, new ScriptedService(_ => throw new IOException()));
        var began = harness.Time.GetUtcNow();

        var call = harness.Service.CallAsync(kind);
        while (!call.IsCompleted)
            harness.Time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<IOException>(() => call);
        Assert.True(harness.Time.GetUtcNow() - began >= TimeSpan.FromMilliseconds(800));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Without_a_delay_there_is_no_wait_with_jitter_or_without(bool jitter)
    {
        using var harness = new Harness(new() { Retry = 16, RetryDelayMs = 0, RetryJitter = jitter }, new ScriptedService(_ => throw new IOException()));

        Assert.True(harness.Service.GetTaskAsync(1).IsFaulted);
        Assert.Equal(17, harness.Inner.Attempts);
        await Task.CompletedTask;
    }

    public static TheoryData<Func<IConditions, Task>, Exception, int> Conditions { get; } = new()
    {
        { conditions => conditions.OnBaseAsync(), new E0(), 4 },
        { conditions => conditions.OnBaseAsync(), new E1(), 4 },
        { conditions => conditions.OnBaseAsync(), new IOException(), 1 },
        { conditions => conditions.NotOnBaseAsync(), new IOException(), 4 },
        { conditions => conditions.NotOnBaseAsync(), new E0(), 1 },
        { conditions => conditions.NotOnBaseAsync(), new E1(), 1 },
        { conditions => conditions.OnBaseButNotOnDerivedAsync(), new E0(), 4 },
        { conditions => conditions.OnBaseButNotOnDerivedAsync(), new E1(), 1 },
        { conditions => conditions.InheritAsync(), new E0(), 4 },
        { conditions => conditions.InheritAsync(), new IOException(), 1 },
    };

    [Theory, MemberData(nameof(Conditions))]
    public async Task A_failure_is_retried_if_its_type_says_so(Func<IConditions, Task> call, Exception failure, int attempts)
    {
        var service = new ConditionsService(failure);
        using var runtime = new AmbassadorRuntime();

        await Assert.ThrowsAsync(failure.GetType(), () => call(new ConditionsAmbassador(service, runtime)));

        Assert.Equal(attempts, service.Attempts);
    }

    // To MicroProfile a task is a result unless the method is annotated as asynchronous; here a task that fails is a failure, and one that never came to be too.
    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_task_that_fails_at_once_or_later_and_a_method_that_throws_are_failures_alike(Kind kind)
    {
        using var harness = new Harness(new() { Retry = 3, RetryDelayMs = 0 }, new ScriptedService(n => n switch
        {
            1 => throw new IOException(),
            2 => Task.FromException<int>(new IOException()),
            3 => FailLaterAsync(),
            _ => Task.FromResult(n),
        }));

        await harness.Service.CallAsync(kind);

        Assert.Equal(4, harness.Inner.Attempts);

        static async Task<int> FailLaterAsync()
        {
            await Task.Yield();
            throw new IOException();
        }
    }

    [Fact]
    public async Task A_failure_inside_of_several_tasks_is_one()
    {
        using var harness = new Harness(new() { Retry = 2, RetryDelayMs = 0 }, new ScriptedService(async n =>
        {
            var parts = await Task.WhenAll(PartAsync(n < 3), PartAsync(n < 3), PartAsync(fails: false));
            return parts.Sum() + n;
        }));

        Assert.Equal(6, await harness.Service.GetTaskAsync(1));

        static async Task<int> PartAsync(bool fails)
        {
            await Task.Yield();
            return fails ? throw new IOException() : 1;
        }
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Each_attempt_has_the_timeout_to_itself(Kind kind)
    {
        using var harness = new Harness(new() { Retry = 2, RetryDelayMs = 0, TimeoutMs = 500 }, new ScriptedService(_ => new TaskCompletionSource<int>().Task));

        var call = harness.Service.CallAsync(kind);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal((attempt, false), (harness.Inner.Attempts, call.IsCompleted));
            harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(3, harness.Inner.Attempts);
    }

    [Fact]
    public async Task An_attempt_that_fails_in_time_is_retried_for_its_own_failure()
    {
        using var harness = new Harness(new() { Retry = 1, RetryDelayMs = 0, TimeoutMs = 500 }, new ScriptedService(_ => throw new IOException()));

        await Assert.ThrowsAsync<IOException>(() => harness.Service.GetTaskAsync(1));

        Assert.Equal(2, harness.Inner.Attempts);
    }

    public static TheoryData<Func<IConditions, Task>, int> TimeoutConditions { get; } = new()
    {
        { conditions => conditions.OnBaseAsync(), 1 },
        { conditions => conditions.NotOnTimeoutAsync(), 1 },
        { conditions => conditions.OnTimeoutAsync(), 2 },
    };

    [Theory, MemberData(nameof(TimeoutConditions))]
    public async Task A_timeout_is_retried_if_its_type_says_so(Func<IConditions, Task> call, int attempts)
    {
        var time = new FakeTimeProvider();
        var service = new ConditionsService(failure: null);
        using var runtime = new AmbassadorRuntime(time);
        var called = call(new ConditionsAmbassador(service, runtime));

        for (var attempt = 0; attempt < attempts; attempt++)
            time.Advance(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => called);
        Assert.Equal(attempts, service.Attempts);
    }
}

[Ambassador, Retry(2, DelayMs = 0)]
public interface IRetries
{
    Task InheritAsync();

    [Retry(5)]
    Task OverrideAsync();

    [Retry(1_000), Timeout(TotalMs = 1_000)]
    Task UntilTimeIsUpAsync();
}

[Ambassador, Retry(3, On = typeof(E0), DelayMs = 0), Timeout(500)]
public interface IConditions
{
    Task InheritAsync();

    [Retry(3, On = typeof(E0), DelayMs = 0)]
    Task OnBaseAsync();

    [Retry(3, NotOn = typeof(E0), DelayMs = 0)]
    Task NotOnBaseAsync();

    [Retry(3, On = typeof(E0), DelayMs = 0), Retry(0, NotOn = typeof(E1))]
    Task OnBaseButNotOnDerivedAsync();

    [Retry(1, DelayMs = 0, NotOn = typeof(TimeoutRejectedException))]
    Task NotOnTimeoutAsync();

    [Retry(1, DelayMs = 0, On = typeof(TimeoutRejectedException))]
    Task OnTimeoutAsync();
}

internal sealed class Retries(Func<int, Task> script) : IRetries
{
    public int Attempts { get; private set; }

    public Task InheritAsync() => RunAsync();

    public Task OverrideAsync() => RunAsync();

    public Task UntilTimeIsUpAsync() => RunAsync();

    private Task RunAsync() => script(++Attempts);
}

/// <summary>Fails, or without a failure never answers.</summary>
internal sealed class ConditionsService(Exception? failure) : IConditions
{
    public int Attempts { get; private set; }

    public Task InheritAsync() => RunAsync();

    public Task OnBaseAsync() => RunAsync();

    public Task NotOnBaseAsync() => RunAsync();

    public Task OnBaseButNotOnDerivedAsync() => RunAsync();

    public Task NotOnTimeoutAsync() => RunAsync();

    public Task OnTimeoutAsync() => RunAsync();

    private Task RunAsync()
    {
        Attempts++;
        return failure is null ? new TaskCompletionSource().Task : Task.FromException(failure);
    }
}

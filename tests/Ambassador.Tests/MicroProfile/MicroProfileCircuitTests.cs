using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.MicroProfile;

/// <summary>
/// CircuitBreakerTest, CircuitBreakerInitialSuccessTest, CircuitBreakerLateSuccessTest, CircuitBreakerTimeoutTest and CircuitBreakerRetryTest of the test kit, by behaviour.
/// Its window is the last so many calls, here it is a time; its circuit opens with any outcome that fills the window, here with a failure.
/// </summary>
public class MicroProfileCircuitTests
{
    private static readonly PolicySettings Settings = new() { Breaker = 0.75, BreakerMinimumThroughput = 4, BreakerBreakSeconds = 50, BreakerSamplingSeconds = 30 };

    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    // F: the service fails, S: it succeeds, O: the circuit is open, and then a space: its break passes.
    public static TheoryData<string, double, int> Sequences { get; } = new()
    {
        { "FFFFOOO", 0.75, 1 },
        { "FFFFO SFFFFO", 0.75, 1 },
        { "SFFFO SFFFFO", 0.75, 1 },
        { "FFFFO FO S", 0.75, 1 },
        { "FFFSFO", 0.75, 1 },
        { "SFFSFO", 0.5, 1 },
        { "SFSSFFO", 0.5, 1 },
        { "SSSSSSSSSSSS", 0.5, 1 },
    };

    [Theory, MemberData(nameof(Sequences))]
    public async Task What_comes_of_a_sequence_of_calls(string sequence, double ratio, int requiredSuccesses)
    {
        foreach (var kind in AllKinds.Select(row => row.Data))
        {
            var fails = false;
            using var harness = new Harness(
                Settings with { Breaker = ratio, BreakerRequiredSuccesses = requiredSuccesses }, new ScriptedService(n => fails ? throw new E0() : Task.FromResult(n)));
            foreach (var outcome in sequence)
            {
                fails = outcome == 'F';
                if (outcome == ' ')
                    harness.Time.Advance(TimeSpan.FromSeconds(50));
                else if (outcome == 'S')
                    await harness.Service.CallAsync(kind);
                else
                    await Assert.ThrowsAsync(fails ? typeof(E0) : typeof(BrokenCircuitException), () => harness.Service.CallAsync(kind));
            }

            Assert.Equal(sequence.Count(outcome => outcome is 'F' or 'S'), harness.Inner.Attempts);
        }
    }

    [Fact]
    public async Task A_method_has_its_interfaces_circuit_or_its_own()
    {
        var service = new Circuits(new E0());
        using var runtime = new AmbassadorRuntime(new FakeTimeProvider());
        ICircuits circuits = new CircuitsAmbassador(service, runtime);

        for (var i = 0; i < 4; i++)
            await Assert.ThrowsAsync<E0>(circuits.InheritAsync);

        await Assert.ThrowsAsync<BrokenCircuitException>(circuits.InheritAsync);

        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<E0>(circuits.OverrideAsync);

        await Assert.ThrowsAsync<BrokenCircuitException>(circuits.OverrideAsync);
        Assert.Equal(6, service.Attempts);
    }

    [Fact]
    public async Task Timeouts_open_a_circuit_unless_its_types_say_otherwise()
    {
        var time = new FakeTimeProvider();
        using var runtime = new AmbassadorRuntime(time);
        ICircuits circuits = new CircuitsAmbassador(new Circuits(failure: null), runtime);

        for (var i = 0; i < 2; i++)
        {
            await TimeOutAsync(circuits.TimedAsync);
            await TimeOutAsync(circuits.TimedForOthersAsync);
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(circuits.TimedAsync);
        await TimeOutAsync(circuits.TimedForOthersAsync);

        async Task TimeOutAsync(Func<Task> call)
        {
            var called = call();
            time.Advance(TimeSpan.FromMilliseconds(500));
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => called);
        }
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Enough_retries_open_the_circuit_and_meet_it(Kind kind)
    {
        using var harness = new Harness(Settings with { Retry = 7, RetryDelayMs = 0 }, new ScriptedService(_ => throw new E0()));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));

        Assert.Equal(4, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Few_retries_leave_the_circuit_closed(Kind kind)
    {
        using var harness = new Harness(Settings with { Retry = 2, RetryDelayMs = 0 }, new ScriptedService(_ => throw new E0()));

        await Assert.ThrowsAsync<E0>(() => harness.Service.CallAsync(kind));

        Assert.Equal(3, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Attempts_that_time_out_open_the_circuit(Kind kind)
    {
        using var harness = new Harness(
            Settings with { Retry = 7, RetryDelayMs = 0, TimeoutMs = 100 }, new ScriptedService(_ => new TaskCompletionSource<int>().Task));

        var call = harness.Service.CallAsync(kind);
        for (var i = 0; i < 4; i++)
            harness.Time.Advance(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => call);
        Assert.Equal(4, harness.Inner.Attempts);
    }

    // To MicroProfile an open circuit is a failure to be retried, which retries with long waits can outlast; here nobody waits for it.
    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Retries_do_not_wait_for_a_circuit_that_another_call_has_opened(Kind kind)
    {
        using var harness = new Harness(
            Settings with { Retry = 20, RetryDelayMs = 100, RetryBackoff = DelayBackoffType.Constant, RetryJitter = false, BreakerBreakSeconds = 1 },
            new ScriptedService(_ => throw new E0()));
        var first = harness.Service.CallAsync(kind);
        var second = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => second);
        Assert.False(first.IsCompleted);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => first);

        Assert.True(harness.Service.CallAsync(kind).IsFaulted);
        Assert.Equal(4, harness.Inner.Attempts);
    }
}

[Ambassador, CircuitBreaker(0.75, MinimumThroughput = 4, BreakSeconds = 50)]
public interface ICircuits
{
    Task InheritAsync();

    [CircuitBreaker(1, MinimumThroughput = 2)]
    Task OverrideAsync();

    [CircuitBreaker(1, MinimumThroughput = 2), Timeout(500)]
    Task TimedAsync();

    [CircuitBreaker(1, MinimumThroughput = 2, On = typeof(E0)), Timeout(500)]
    Task TimedForOthersAsync();
}

/// <summary>Fails, or without a failure never answers.</summary>
internal sealed class Circuits(Exception? failure) : ICircuits
{
    public int Attempts { get; private set; }

    public Task InheritAsync() => RunAsync();

    public Task OverrideAsync() => RunAsync();

    public Task TimedAsync() => RunAsync();

    public Task TimedForOthersAsync() => RunAsync();

    private Task RunAsync()
    {
        Attempts++;
        return failure is null ? new TaskCompletionSource().Task : Task.FromException(failure);
    }
}

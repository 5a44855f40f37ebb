using Ambassador.Tests.Services;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.CircuitBreaking;

public class ProbeTests
{
    private const int Callers = 1_000;

    private static readonly PolicySettings Settings = new() { Breaker = 0.5, BreakerBreakSeconds = 5, BreakerSamplingSeconds = 60 };

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_thousand_callers_meet_an_opening_circuit(Kind kind)
    {
        const int Probes = 7;
        var (outage, probing) = (NewAnswer(), NewAnswer());
        using var harness = new Harness(
            Settings with { BreakerMinimumThroughput = Callers, BreakerProbes = Probes, BreakerRequiredSuccesses = Probes },
            new ScriptedService(n => n <= Callers ? outage.Task : n <= Callers + Probes ? probing.Task : Task.FromResult(n)));
        var circuit = harness.CircuitOf(kind);

        // All of them get through while it is closed, and all fail at once: none is lost, and it opens once, with the last that it takes.
        var calls = await BeginAsync(harness, kind);
        Assert.Equal(Callers, harness.Inner.Attempts);
        outage.SetException(new IOException());
        Assert.All(await OutcomesAsync(calls), error => Assert.IsType<IOException>(error));
        Assert.Equal("Open", circuit.Path());

        Assert.All(await OutcomesAsync(await BeginAsync(harness, kind)), error => Assert.IsType<BrokenCircuitException>(error));
        Assert.Equal(Callers, harness.Inner.Attempts);

        harness.Time.Advance(TimeSpan.FromSeconds(5));
        calls = await BeginAsync(harness, kind);
        var probes = calls.Where(call => !call.IsCompleted).ToArray();
        Assert.Equal((Probes, Callers + Probes), (probes.Length, harness.Inner.Attempts));
        Assert.All(await OutcomesAsync(calls.Except(probes)), error => Assert.IsType<BrokenCircuitException>(error));

        probing.SetResult(1);
        Assert.All(await OutcomesAsync(probes), Assert.Null);
        Assert.Equal("Open HalfOpen Closed", circuit.Path());

        Assert.All(await OutcomesAsync(await BeginAsync(harness, kind)), Assert.Null);
        Assert.Equal((2 * Callers) + Probes, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Whoever_sees_it_open_does_not_get_through(Kind kind)
    {
        using var harness = new Harness(
            Settings with { Breaker = 0, BreakerConsecutiveFailures = 50 }, new ScriptedService(_ => throw new IOException()));
        var circuit = harness.CircuitOf(kind);

        var failed = 0;
        using var start = new Barrier(8);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                for (var i = 0; i < 125; i++)
                {
                    var isOpen = circuit.State == CircuitState.Open;
                    var error = Record.Exception(() => harness.Service.CallAsync(kind).GetAwaiter().GetResult());
                    if (isOpen)
                        Assert.IsType<BrokenCircuitException>(error);

                    if (error is IOException)
                        Interlocked.Increment(ref failed);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        // Those beyond the fiftieth were under way when it opened.
        Assert.Equal(failed, harness.Inner.Attempts);
        Assert.InRange(failed, 50, 57);
        Assert.Equal("Open", circuit.Path());
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Each_permit_comes_back_whatever_becomes_of_the_probe(Kind kind)
    {
        var answers = new Dictionary<int, TaskCompletionSource<int>>();
        using var harness = new Harness(
            Settings with { Breaker = 0, BreakerConsecutiveFailures = 1, BreakerProbes = 2, BreakerRequiredSuccesses = 4 },
            new ScriptedService((n, token) => n == 1 ? throw new IOException() : (answers[n] = NewAnswer()).Task.WaitAsync(token)));
        await harness.Service.FailAsync(kind, 1);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        using var source = new CancellationTokenSource();

        var (first, second) = (harness.Service.CallAsync(kind), harness.Service.CallAsync(kind, cancellationToken: source.Token));
        await RefusedAsync();

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var third = harness.Service.CallAsync(kind);
        await RefusedAsync();

        answers[4].SetException(new ArgumentException("wrong"));
        await Assert.ThrowsAsync<ArgumentException>(() => third);
        var fourth = harness.Service.CallAsync(kind);
        await RefusedAsync();

        answers[2].SetResult(1);
        answers[5].SetResult(1);
        await Task.WhenAll(first, fourth);
        var (fifth, sixth) = (harness.Service.CallAsync(kind), harness.Service.CallAsync(kind));
        await RefusedAsync();

        answers[6].SetResult(1);
        answers[7].SetResult(1);
        await Task.WhenAll(fifth, sixth);
        Assert.Equal("Open HalfOpen Closed", harness.CircuitOf(kind).Path());

        Task RefusedAsync() => Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task What_a_probe_of_an_earlier_phase_tells_does_not_matter(Kind kind)
    {
        var answers = new Dictionary<int, TaskCompletionSource<int>>();
        using var harness = new Harness(
            Settings with { Breaker = 0, BreakerConsecutiveFailures = 1, BreakerProbes = 2, BreakerRequiredSuccesses = 2 },
            new ScriptedService(n => n == 1 ? throw new IOException() : (answers[n] = NewAnswer()).Task));
        await harness.Service.FailAsync(kind, 1);
        harness.Time.Advance(TimeSpan.FromSeconds(5));

        var (early, failing) = (harness.Service.CallAsync(kind), harness.Service.CallAsync(kind));
        answers[3].SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => failing);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        var (one, two) = (harness.Service.CallAsync(kind), harness.Service.CallAsync(kind));

        // Neither does it count as a success, nor does it make room for a third probe.
        answers[2].SetResult(1);
        await early;
        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        answers[4].SetResult(1);
        await one;
        Assert.Equal("Open HalfOpen Open HalfOpen", harness.CircuitOf(kind).Path());

        answers[5].SetResult(1);
        await two;
        Assert.Equal("Open HalfOpen Open HalfOpen Closed", harness.CircuitOf(kind).Path());
    }

    [Fact]
    public async Task A_failed_probe_that_is_retried_ends_the_call_as_the_circuit_has_opened_again()
    {
        using var harness = new Harness(
            Settings with { Breaker = 0, BreakerConsecutiveFailures = 1, BreakerRequiredSuccesses = 2, Retry = 5, RetryDelayMs = 0 },
            new ScriptedService(n => n == 2 ? Task.FromResult(n) : throw new IOException($"attempt {n}")));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.GetTaskAsync(1));
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        await harness.Service.GetTaskAsync(1);
        var broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.GetTaskAsync(1));

        Assert.Equal((3, "attempt 3"), (harness.Inner.Attempts, broken.InnerException?.Message));
    }

    private static TaskCompletionSource<int> NewAnswer() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<Task<int>[]> BeginAsync(Harness harness, Kind kind)
    {
        var calls = new Task<int>[Callers];
        await Parallel.ForAsync(0, Callers, new ParallelOptions { MaxDegreeOfParallelism = 16 }, (i, _) =>
        {
            calls[i] = harness.Service.CallAsync(kind, i, CancellationToken.None);
            return default;
        });
        return calls;
    }

    private static async Task<Exception?[]> OutcomesAsync(IEnumerable<Task<int>> calls) =>
        await Task.WhenAll(calls.Select(call => Record.ExceptionAsync(() => call).AsTask()));
}

using System.Threading.Channels;
using Ambassador.Health;
using Ambassador.Targets;
using Ambassador.Time;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Health;

public class HealthCheckerTests
{
    private static readonly HealthCheckRules Rules = new() { NoTrafficInterval = TimeSpan.FromSeconds(10), Jitter = 0 };

    [Fact]
    public void The_rules_have_the_defaults_that_are_documented()
    {
        var rules = new HealthCheckRules();

        Assert.Equal((10, 60, 1), (rules.Interval.TotalSeconds, rules.NoTrafficInterval.TotalSeconds, rules.Timeout.TotalSeconds));
        Assert.Equal((3, 1, 0.1, TargetHealth.Unhealthy), (rules.UnhealthyThreshold, rules.HealthyThreshold, rules.Jitter, rules.InitialHealth));
    }

    [Theory]
    [InlineData(TargetHealth.Healthy)]
    [InlineData(TargetHealth.Degraded)]
    [InlineData(TargetHealth.Unhealthy)]
    public async Task The_first_check_comes_at_once_and_decides_at_once(TargetHealth result)
    {
        foreach (var initial in Enum.GetValues<TargetHealth>())
        {
            using var bench = new Bench(Rules with { InitialHealth = initial, HealthyThreshold = 5, UnhealthyThreshold = 5 }, 1);
            Assert.Equal(initial, bench[0].Health);

            var told = await bench.AnswerAsync(0, result);

            Assert.Equal(new(bench[0], result, result != initial, null), told);
            Assert.Equal(result, bench[0].Health);
        }
    }

    [Fact]
    public async Task Only_checks_failed_in_a_row_make_it_unhealthy()
    {
        using var bench = new Bench(Rules, 1);
        await bench.AnswerAllAsync(TargetHealth.Healthy, TargetHealth.Unhealthy, TargetHealth.Unhealthy, TargetHealth.Healthy, TargetHealth.Unhealthy, TargetHealth.Unhealthy);
        Assert.Equal(TargetHealth.Healthy, bench[0].Health);

        await bench.AnswerAllAsync(TargetHealth.Unhealthy);
        Assert.Equal(TargetHealth.Unhealthy, bench[0].Health);
    }

    [Fact]
    public async Task Only_checks_passed_in_a_row_make_it_healthy_again()
    {
        using var bench = new Bench(Rules with { HealthyThreshold = 2 }, 1);
        await bench.AnswerAllAsync(TargetHealth.Unhealthy, TargetHealth.Healthy, TargetHealth.Unhealthy, TargetHealth.Healthy);
        Assert.Equal(TargetHealth.Unhealthy, bench[0].Health);
        Assert.Equal(0, bench[0].AvailableSince);

        await bench.AnswerAllAsync(TargetHealth.Degraded);
        Assert.Equal(TargetHealth.Degraded, bench[0].Health);
        Assert.Equal(bench.Clock.Now, bench[0].AvailableSince);
    }

    [Fact]
    public async Task It_is_degraded_and_no_longer_with_one_check()
    {
        using var bench = new Bench(Rules with { HealthyThreshold = 3 }, 1);
        await bench.AnswerAllAsync(TargetHealth.Healthy, TargetHealth.Degraded);
        Assert.Equal(TargetHealth.Degraded, bench[0].Health);

        await bench.AnswerAllAsync(TargetHealth.Healthy);
        Assert.Equal(TargetHealth.Healthy, bench[0].Health);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_is_a_check_failed(bool atOnce)
    {
        var thrown = new IOException("down");
        using var bench = new Bench(Rules, 1) { Throws = atOnce ? thrown : null };
        bench.Start();
        if (!atOnce)
            (await bench.NextCheckAsync()).Answer.SetException(thrown);

        Assert.Equal(new(bench[0], TargetHealth.Unhealthy, false, thrown), await bench.NextResultAsync());
    }

    [Fact]
    public async Task No_answer_in_time_is_a_check_failed_and_the_next_waits_for_its_end()
    {
        using var bench = new Bench(Rules with { InitialHealth = TargetHealth.Healthy }, 1);
        bench.Start();
        var check = await bench.NextCheckAsync();
        bench.Advance(0.999);
        Assert.False(check.Token.IsCancellationRequested);
        bench.Advance(0.001);

        var told = await bench.NextResultAsync();
        Assert.True(check.Token.IsCancellationRequested);
        Assert.Equal(TargetHealth.Unhealthy, bench[0].Health);
        Assert.IsAssignableFrom<OperationCanceledException>(told.Error);

        // The probe does not heed its token: it is not asked again as long as it has not answered.
        bench.Advance(1_000);
        Assert.False(bench.HasCheck);
        check.Answer.SetResult(TargetHealth.Healthy);
        while (!bench.HasCheck)
        {
            await Task.Yield();
            bench.Advance(10);
        }

        Assert.Equal(TargetHealth.Unhealthy, bench[0].Health);
        Assert.Equal(1, bench.MostPerTarget);
    }

    [Fact]
    public async Task Only_so_many_are_asked_at_once()
    {
        using var bench = new Bench(Rules, 5, maxConcurrency: 2);
        bench.Start();
        var (one, two) = (await bench.NextCheckAsync(), await bench.NextCheckAsync());
        Assert.False(bench.HasCheck);

        one.Answer.SetResult(TargetHealth.Healthy);
        await bench.NextCheckAsync();
        Assert.False(bench.HasCheck);

        // One that does not answer in time makes room, though it may never end.
        bench.Advance(1);
        await bench.NextCheckAsync();
        Assert.False(two.Answer.Task.IsCompleted);
    }

    [Fact]
    public async Task Without_calls_checks_are_rare()
    {
        using var bench = new Bench(new() { Interval = TimeSpan.FromSeconds(5), NoTrafficInterval = TimeSpan.FromSeconds(60), Jitter = 0 }, 2);
        await bench.AnswerAsync(0, TargetHealth.Healthy);
        await bench.AnswerAsync(1, TargetHealth.Healthy);
        bench.Advance(59.999);
        Assert.False(bench.HasCheck);
        bench.Advance(0.001);

        // A call to one of them, and from the next check on all are checked more often.
        bench[1].TryBegin(out var began);
        bench[1].End(began, AttemptOutcome.Succeeded);
        await bench.AnswerAsync(0, TargetHealth.Healthy);
        await bench.AnswerAsync(1, TargetHealth.Healthy);
        bench.Advance(4.999);
        Assert.False(bench.HasCheck);
        bench.Advance(0.001);
        await bench.NextCheckAsync();
        await bench.NextCheckAsync();
    }

    [Fact]
    public async Task Chance_spreads_the_checks()
    {
        var draws = new Queue<double>([0.0, 0.5]);
        using var bench = new Bench(Rules with { Jitter = 0.2 }, 2, randomizer: draws.Dequeue);
        await bench.AnswerAsync(0, TargetHealth.Healthy);
        await bench.AnswerAsync(1, TargetHealth.Healthy);

        bench.Advance(10);
        Assert.Equal(0, (await bench.NextCheckAsync()).Target);
        bench.Advance(0.999);
        Assert.False(bench.HasCheck);
        bench.Advance(0.001);
        Assert.Equal(1, (await bench.NextCheckAsync()).Target);
    }

    [Fact]
    public async Task Who_leaves_is_no_longer_checked_and_who_joins_is_at_once()
    {
        using var bench = new Bench(Rules, 2);
        bench.Checker.Update([bench[0]]);
        var leaving = await bench.NextCheckAsync();

        bench.Checker.Update([bench[1]]);
        await CancelledAsync(leaving.Token);
        Assert.Equal(TargetHealth.Healthy, bench[0].Health);
        Assert.Equal(TargetHealth.Unhealthy, bench[1].Health);
        var joining = await bench.NextCheckAsync();
        Assert.Equal(1, joining.Target);

        // What is found out about the one that has left is of no interest.
        leaving.Answer.TrySetResult(TargetHealth.Unhealthy);
        joining.Answer.SetResult(TargetHealth.Degraded);
        Assert.Equal(bench[1], (await bench.NextResultAsync()).Target);
        Assert.Equal(TargetHealth.Healthy, bench[0].Health);
    }

    [Fact]
    public async Task Disposed_it_asks_and_tells_no_more()
    {
        var bench = new Bench(Rules, 2, maxConcurrency: 1);
        bench.Start();
        var check = await bench.NextCheckAsync();
        bench.Dispose();

        await CancelledAsync(check.Token);
        check.Answer.TrySetResult(TargetHealth.Unhealthy);
        bench.Advance(1_000);
        bench.Start();
        Assert.False(bench.HasCheck);
        Assert.False(bench.HasResult);
        Assert.All(bench.Targets, target => Assert.Equal(TargetHealth.Healthy, target.Health));
    }

    [Fact]
    public async Task Under_contention_no_target_is_asked_twice_at_once()
    {
        var (most, running, asked) = (0, new int[8], 0);
        var clock = new Clock(TimeProvider.System);
        var probe = new Probe(async (target, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running[target]));
            await Task.Yield();
            Interlocked.Decrement(ref running[target]);
            Interlocked.Increment(ref asked);
            return TargetHealth.Healthy;
        });
        var targets = Enumerable.Range(0, 8).Select(number => new Target<Number>(new($"t{number}"), new(number), clock)).ToArray();
        var often = Rules with { Interval = TimeSpan.FromMilliseconds(1), NoTrafficInterval = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromMinutes(1) };
        using var checker = new HealthChecker<Number>(probe, often, 4, clock, () => 0, _ => { });
        while (Volatile.Read(ref asked) < 1_000)
        {
            checker.Update(targets);
            await Task.Yield();
        }

        Assert.Equal(1, most);
    }

    private static async Task CancelledAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
            await Task.Yield();
    }

    /// <summary>What a probe of the test is asked; its answer is the test's.</summary>
    private sealed record Asked(int Target, TaskCompletionSource<TargetHealth> Answer, CancellationToken Token);

    /// <summary>A target's implementation: its number.</summary>
    private sealed record Number(int Value);

    private sealed class Probe(Func<int, CancellationToken, ValueTask<TargetHealth>> answer) : IHealthProbe<Number>
    {
        public ValueTask<TargetHealth> CheckAsync(Number target, CancellationToken cancellationToken) => answer(target.Value, cancellationToken);
    }

    private sealed class Bench : IDisposable
    {
        private readonly FakeTimeProvider _time = new();
        private readonly Channel<Asked> _asked = Channel.CreateUnbounded<Asked>();
        private readonly Channel<HealthCheckEvent> _told = Channel.CreateUnbounded<HealthCheckEvent>();
        private readonly int[] _running;
        private bool _isStarted;

        public Bench(HealthCheckRules rules, int targets, int maxConcurrency = 16, Func<double>? randomizer = null)
        {
            Clock = new Clock(_time);
            _running = new int[targets];
            Targets = [.. Enumerable.Range(0, targets).Select(number => new Target<Number>(new($"t{number}"), new(number), Clock))];
            Checker = new HealthChecker<Number>(
                new Probe(AnswerAsync), rules, maxConcurrency, Clock, randomizer ?? (() => 0), told => _told.Writer.TryWrite(told));
            foreach (var target in Targets)
                target.Health = rules.InitialHealth;
        }

        public Exception? Throws { get; init; }

        public Clock Clock { get; }

        public HealthChecker<Number> Checker { get; }

        public IReadOnlyList<Target<Number>> Targets { get; }

        public int MostPerTarget { get; private set; }

        public bool HasCheck => _asked.Reader.Count > 0;

        public bool HasResult => _told.Reader.Count > 0;

        public Target<Number> this[int index] => Targets[index];

        public void Start()
        {
            _isStarted = true;
            Checker.Update(Targets);
        }

        public ValueTask<Asked> NextCheckAsync() => _asked.Reader.ReadAsync(TestContext.Current.CancellationToken);

        public ValueTask<HealthCheckEvent> NextResultAsync() => _told.Reader.ReadAsync(TestContext.Current.CancellationToken);

        /// <summary>Answers the next check.</summary>
        public async Task<HealthCheckEvent> AnswerAsync(int target, TargetHealth result)
        {
            if (!_isStarted)
                Start();

            var check = await NextCheckAsync();
            Assert.Equal(target, check.Target);
            check.Answer.SetResult(result);
            return await NextResultAsync();
        }

        /// <summary>Answers one check after the other.</summary>
        public async Task AnswerAllAsync(params TargetHealth[] results)
        {
            foreach (var result in results)
            {
                Advance(_isStarted ? 10 : 0);
                await AnswerAsync(0, result);
            }
        }

        public void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

        public void Dispose() => Checker.Dispose();

        private async ValueTask<TargetHealth> AnswerAsync(int target, CancellationToken cancellationToken)
        {
            if (Throws is not null)
                throw Throws;

            MostPerTarget = Math.Max(MostPerTarget, Interlocked.Increment(ref _running[target]));
            var check = new Asked(target, new(), cancellationToken);
            _asked.Writer.TryWrite(check);
            try
            {
                return await check.Answer.Task;
            }
            finally
            {
                Interlocked.Decrement(ref _running[target]);
            }
        }
    }
}

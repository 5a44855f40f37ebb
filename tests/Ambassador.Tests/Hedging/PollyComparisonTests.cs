using System.Globalization;
using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.Hedging;

namespace Ambassador.Tests.Hedging;

/// <summary>Random races, run by Polly's hedging strategy and by ours on clocks that go alike.</summary>
public class PollyComparisonTests
{
    private const int Races = 5_000;

    [Fact]
    public void Attempts_start_at_the_same_times_and_races_end_at_the_same_time_with_the_same_result_or_failure()
    {
        List<string> ends = [];
        for (var seed = 0; seed < Races; seed++)
        {
            var race = new Race(seed);
            var (polly, ours) = (race.Run(Polly(race)), race.Run(Ours(race)));

            // Polly ends some races on the thread pool; where that is busy, the clock has gone on meanwhile.
            for (var again = 0; again < 5 && polly != ours; again++)
            {
                Thread.Yield();
                (polly, ours) = (race.Run(Polly(race)), race.Run(Ours(race)));
            }

            Assert.True(polly == ours, $"Seed {seed}: {race}\n{polly}\n{ours}");
            ends.Add(polly.Split(' ')[^1]);
        }

        // The races are of all sorts.
        Assert.All(["42", nameof(IOException), nameof(ArgumentException), nameof(OperationCanceledException)], end => Assert.True(ends.Count(end.Equals) > Races / 50, end));
    }

    private static Func<FakeTimeProvider, Func<int, CancellationToken, Task<int>>, CancellationToken, Task<int>> Polly(Race race) => (time, script, token) =>
    {
        var attempts = 0;
        var pipeline = new ResiliencePipelineBuilder<int> { TimeProvider = time }
            .AddHedging(new HedgingStrategyOptions<int>
            {
                MaxHedgedAttempts = race.Hedges,
                Delay = TimeSpan.FromMilliseconds(race.AfterMs),
                ShouldHandle = static arguments => new(arguments.Outcome.Exception is not (null or ArgumentException)),
            })
            .Build();
        return pipeline.ExecuteAsync(token => new ValueTask<int>(script(++attempts, token)), token).AsTask();
    };

    private static Func<FakeTimeProvider, Func<int, CancellationToken, Task<int>>, CancellationToken, Task<int>> Ours(Race race) => (time, script, token) =>
    {
        var runtime = new AmbassadorRuntime(time)
        {
            Overrides = Overrides.Of<IService>(new() { Hedge = race.Hedges, HedgeAfterMs = race.AfterMs, Idempotent = true }),
        };
        return ((IService)new ServiceAmbassador(new ScriptedService(script), runtime)).GetTaskAsync(1, token);
    };

    /// <summary>
    /// What each attempt of a race does. Every time is a multiple of 64 ms and a power of two of the attempt's own, so that no two things happen at the
    /// same time.
    /// </summary>
    private sealed class Race
    {
        private const int Unit = 64;

        private readonly (int AfterMs, Func<string, Exception>? Fail)[] _attempts;
        private readonly int? _cancelAtMs;

        public Race(int seed)
        {
            var random = new Random(seed);
            Hedges = random.Next(1, 4);
            AfterMs = random.Next(0, 4) * Unit;
            _attempts = [.. Enumerable.Range(0, Hedges + 1).Select(attempt => (random.Next(0, 6) * Unit + (1 << attempt), Failure(random.Next(8))))];
            _cancelAtMs = random.Next(4) == 0 ? random.Next(0, 8) * Unit + 32 : null;
        }

        public int Hedges { get; }

        public int AfterMs { get; }

        public string Run(Func<FakeTimeProvider, Func<int, CancellationToken, Task<int>>, CancellationToken, Task<int>> side)
        {
            List<string> events = [];

            // The clock does not keep its timers alive.
            List<ITimer> timers = [];
            var time = new FakeTimeProvider();
            var start = time.GetUtcNow();
            using var source = new CancellationTokenSource();
            var call = side(time, RunAttemptAsync, source.Token);
            while (!call.IsCompleted)
            {
                if ((time.GetUtcNow() - start).TotalMilliseconds == _cancelAtMs)
                    source.Cancel();

                if (!call.IsCompleted)
                    time.Advance(TimeSpan.FromMilliseconds(1));
            }

            var failure = call.Exception?.InnerException;
            Note($"ends {failure?.Message}");
            events.Add(
                call.IsCompletedSuccessfully ? "42"
                : call.IsCanceled && source.IsCancellationRequested ? nameof(OperationCanceledException)
                : failure!.GetType().Name);
            GC.KeepAlive(timers);
            return string.Join(' ', events);

            // Ends on the thread that advances the clock or cancels, so that the clock stands still meanwhile.
            Task<int> RunAttemptAsync(int attempt, CancellationToken token)
            {
                Note($"attempt {attempt}");
                var (after, fail) = _attempts[attempt - 1];
                var answer = new TaskCompletionSource<int>();
                token.Register(() => answer.TrySetCanceled(token));
                timers.Add(time.CreateTimer(
                    _ => _ = fail is null ? answer.TrySetResult(42) : answer.TrySetException(fail($"of attempt {attempt}")),
                    state: null,
                    TimeSpan.FromMilliseconds(after),
                    Timeout.InfiniteTimeSpan));
                return answer.Task;
            }

            void Note(string what) => events.Add(string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() - start).TotalMilliseconds} {what}"));
        }

        public override string ToString() =>
            $"{Hedges} hedges after {AfterMs} ms; {string.Join(", ", _attempts.Select(attempt => $"{attempt.AfterMs} ms {attempt.Fail?.Invoke("").GetType().Name}"))}; cancelled at {_cancelAtMs}";

        private static Func<string, Exception>? Failure(int choice) => choice switch
        {
            < 4 => static message => new IOException(message),
            4 => static message => new ArgumentException(message),
            _ => null,
        };
    }
}

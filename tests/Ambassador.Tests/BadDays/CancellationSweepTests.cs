using Ambassador.Tests.Performance;
using Ambassador.Tests.Services;

namespace Ambassador.Tests.BadDays;

/// <summary>A call that goes through every wait there is, cancelled at every millisecond of it.</summary>
[Collection(nameof(Undisturbed))]
public class CancellationSweepTests
{
    private const int AttemptMs = 10;
    private const int WaitMs = 7;

    private static readonly PolicySettings Everything = new()
    {
        Retry = 3, RetryDelayMs = WaitMs, RetryBackoff = Polly.DelayBackoffType.Constant, RetryJitter = false,
        TimeoutMs = 25, TotalTimeoutMs = 500, Breaker = 1, BreakerMinimumThroughput = 1_000,
    };

    public static TheoryData<Kind, double> Cases
    {
        get
        {
            var cases = new TheoryData<Kind, double>();
            foreach (var kind in new[] { Kind.TaskOfValue, Kind.Task, Kind.ValueTaskOfValue, Kind.ValueTask })
            {
                cases.Add(kind, 0);
                cases.Add(kind, 60);
            }

            return cases;
        }
    }

    // Attempts: failure at once, failure after 10 ms, silence until the timeout, success after 10 ms; 7 ms between two of them.
    [Theory, MemberData(nameof(Cases))]
    public async Task Each_call_ends_exactly_once_and_leaves_nothing_behind(Kind kind, double cacheSeconds)
    {
        const int WholeMs = WaitMs + AttemptMs + WaitMs + 25 + WaitMs + AttemptMs;
        var (canceled, succeeded) = (0, 0);
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> watch = (_, e) =>
        {
            if (e.Exception.InnerExceptions.Any(error => error is BadDayException))
                Interlocked.Increment(ref unobserved);
        };
        TaskScheduler.UnobservedTaskException += watch;
        try
        {
            for (var cancelAt = 0; cancelAt <= WholeMs + 2; cancelAt++)
            {
                var time = new CountingTime();
                using var runtime = new AmbassadorRuntime(time);
                runtime.Overrides = Overrides.Of<IService>(Everything with { CacheSeconds = cacheSeconds });
                IService service = new ServiceAmbassador(Failing(time), runtime);
                using var source = new CancellationTokenSource();

                var call = service.CallAsync(kind, id: cancelAt, source.Token);
                for (var now = 0; now < WholeMs + 50 && !call.IsCompleted; now++)
                {
                    if (now == cancelAt)
                        await source.CancelAsync();

                    time.Advance(TimeSpan.FromMilliseconds(1));
                }

                if (await OutcomeAsync(call) is OperationCanceledException error)
                {
                    Assert.Equal(source.Token, error.CancellationToken);
                    canceled++;
                }
                else
                {
                    succeeded++;
                }

                time.Advance(TimeSpan.FromHours(1));
                Assert.Equal((0, 0), (time.Armed, runtime.TimersInUse));
            }
        }
        finally
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            TaskScheduler.UnobservedTaskException -= watch;
        }

        // Who waits for a result to keep gets it on the thread pool, perhaps after the last tick.
        Assert.Equal(WholeMs + 3, canceled + succeeded);
        Assert.True(cacheSeconds > 0 ? canceled >= WholeMs : canceled == WholeMs, $"{canceled}");
        Assert.Equal(0, unobserved);
    }

    // A registration that stayed would keep a hundred bytes and more of each call.
    [Theory, MemberData(nameof(Cases))]
    public async Task A_token_that_outlives_many_calls_keeps_nothing_of_them(Kind kind, double cacheSeconds)
    {
        const int Calls = 20_000;
        using var source = new CancellationTokenSource();
        using var runtime = new AmbassadorRuntime();
        runtime.Overrides = Overrides.Of<IService>(Everything with { CacheSeconds = cacheSeconds, CacheMaxEntries = 3, TimeoutMs = 60_000, TotalTimeoutMs = 60_000 });
        IService service = new ServiceAmbassador(new ScriptedService(async (_, _) =>
        {
            await Task.Yield();
            return 1;
        }), runtime);

        await CallAsync(1_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await CallAsync(Calls);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.InRange(after - before, long.MinValue, Calls * 40);
        Assert.Equal(0, runtime.TimersInUse);

        async Task CallAsync(int calls)
        {
            for (var call = 0; call < calls; call++)
                await service.CallAsync(kind, id: call, source.Token);
        }
    }

    private static ScriptedService Failing(TimeProvider time) => new((attempt, token) => attempt switch
    {
        1 => throw new BadDayException(),
        2 => Later(time, new BadDayException(), token),
        3 => new TaskCompletionSource<int>().Task,
        _ => Later(time, null, token),
    });

    private static async Task<int> Later(TimeProvider time, Exception? error, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(AttemptMs), time, cancellationToken);
        return error is null ? 1 : throw error;
    }

    private static async Task<Exception?> OutcomeAsync(Task call)
    {
        try
        {
            await call.WaitAsync(TimeSpan.FromMinutes(1));
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private sealed class BadDayException : Exception;
}

using Ambassador.Pooling;
using Ambassador.Targets;
using Ambassador.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Ambassador.Tests.Pooling;

/// <summary>Eight threads that do everything that can be done to a pool.</summary>
public class PoolStressTests
{
    private const int Threads = 8;
    private const int Calls = 10_000;

    private static readonly PoolRules Rules = new()
    {
        Min = 1,
        Max = 4,
        Queue = 3,
        AcquireTimeout = TimeSpan.FromMilliseconds(50),
        IdleTime = TimeSpan.FromMilliseconds(2),
        Lifetime = TimeSpan.FromMilliseconds(20),
        CheckInterval = TimeSpan.FromMilliseconds(1),
    };

    [Fact]
    public async Task Nothing_is_shared_nothing_is_lost_and_nothing_is_left()
    {
        var workshop = new Workshop
        {
            Making = static async (number, token) =>
            {
                if (number % 7 == 0)
                    throw new IOException();

                if (number % 3 == 0)
                    await Task.Yield();

                if (number % 11 == 0)
                    await Task.Delay(1, token);
            },
            Validating = static tool => new(tool.Number % 5 != 0),
            Resetting = static tool => tool.Number % 4 == 0 ? new(Task.Run(() => tool.Number % 8 != 0)) : new(true),
        };
        var pool = new TargetPool<Tool>(
            workshop, Rules, new Clock(TimeProvider.System), Random.Shared.NextDouble, new(NullLogger.Instance, "stress", default));
        long leased = 0, refused = 0, late = 0, left = 0, failed = 0;

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            async () =>
            {
                var random = new Random(thread);
                for (var i = 0; i < Calls; i++)
                {
                    using var source = random.Next(4) == 0 ? new CancellationTokenSource() : null;
                    var leaving = source is null ? Task.CompletedTask : Task.Run(source.Cancel);
                    try
                    {
                        var token = source?.Token ?? default;
                        var lease = random.Next(3) == 0 ? pool.Acquire(token) : await pool.AcquireAsync(token);
                        lease.Target.Take();
                        Assert.InRange(pool.Counts.Size, 1, Rules.Max);
                        if (random.Next(10) == 0)
                            await Task.Yield();

                        lease.Target.PutBack();
                        var outcome = random.Next(10) == 0 ? (AttemptOutcome)random.Next(1, 4) : AttemptOutcome.Succeeded;
                        lease.Return(outcome);
                        lease.Return(AttemptOutcome.Succeeded);
                        lease.Return(AttemptOutcome.Abandoned);
                        Interlocked.Increment(ref leased);
                    }
                    catch (RateLimiterRejectedException)
                    {
                        Interlocked.Increment(ref refused);
                    }
                    catch (TimeoutRejectedException)
                    {
                        Interlocked.Increment(ref late);
                    }
                    catch (OperationCanceledException)
                    {
                        Interlocked.Increment(ref left);
                    }
                    catch (IOException)
                    {
                        Interlocked.Increment(ref failed);
                    }

                    await leaving;
                }
            },
            TaskCreationOptions.LongRunning).Unwrap()));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{leased} leased, {refused} refused, {late} late, {left} left, {failed} failed, {workshop.Made.Length} made");
        Assert.Equal(Threads * Calls, leased + refused + late + left + failed);
        Assert.True(leased > 0 && failed > 0);
        Assert.Equal(0, pool.Counts.Waiting);
        await pool.DisposeAsync();
        Assert.Equal(default, pool.Counts);
        Assert.All(workshop.Made, tool => Assert.Equal(1, tool.Disposals));
    }
}

using System.Diagnostics.CodeAnalysis;
using Ambassador.Concurrency.Tests.Exploration;
using Ambassador.Pooling;
using Ambassador.Targets;
using Ambassador.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Polly.Timeout;

namespace Ambassador.Concurrency.Tests;

/// <summary>A pool in every order of the steps of concurrent calls, with at most two preemptions. After each, nothing is shared, lost or disposed twice.</summary>
public class PoolTests
{
    private static readonly PoolRules One = new() { Max = 1, IdleTime = TimeSpan.FromSeconds(10), AcquireTimeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public void A_lease_ends_once_whoever_is_first()
    {
        HashSet<int> made = [];
        Explorer.Explore(() =>
        {
            var bench = new Bench(One);
            var lease = bench.Take();
            return new(
                [() => lease.Return(AttemptOutcome.Succeeded), () => lease.Return(AttemptOutcome.Abandoned), bench.UseOnce],
                () =>
                {
                    bench.Check();
                    made.Add(bench.Tools.Count);
                });
        });

        // Kept or replaced: both are possible, and nothing else.
        Assert.Equal([1, 2], made.Order());
    }

    [Fact]
    public void A_lease_that_has_ended_does_not_end_the_next() => Explorer.Explore(() =>
    {
        var bench = new Bench(One);
        var first = bench.Take();
        first.Return(AttemptOutcome.Succeeded);
        return new([bench.UseOnce, bench.UseOnce, () => first.Return(AttemptOutcome.Abandoned)], () =>
        {
            bench.Check();
            Assert.Single(bench.Tools);
        });
    });

    [Theory]
    [InlineData(AttemptOutcome.Succeeded)]
    [InlineData(AttemptOutcome.Unanswered)]
    public void Who_leaves_the_line_takes_nothing_along(AttemptOutcome outcome) => Explorer.Explore(() =>
    {
        var bench = new Bench(One);
        var lease = bench.Take();
        var source = new CancellationTokenSource();
        bench.Acquire(source.Token);
        return new([() => lease.Return(outcome), source.Cancel, bench.Acquire], () =>
        {
            // One of the two has it: if not the one who was leaving, then the other.
            Assert.True(bench.Line[0].IsAnswered);
            Assert.True(bench.Line[0].IsServed != bench.Line[1].IsServed);
            bench.Check();
        });
    });

    [Fact]
    public void Time_is_up_or_it_is_not() => Explorer.Explore(() =>
    {
        var bench = new Bench(One);
        var lease = bench.Take();
        var source = new CancellationTokenSource();
        bench.Acquire(source.Token);
        return new([() => lease.Return(AttemptOutcome.Succeeded), source.Cancel, () => bench.Time.Advance(TimeSpan.FromSeconds(10))], bench.Check);
    });

    [Fact]
    public void The_first_in_line_is_the_first_to_be_served() => Explorer.Explore(() =>
    {
        var bench = new Bench(One with { Max = 2 });
        var (one, two) = (bench.Take(), bench.Take());
        bench.Acquire();
        bench.Acquire();
        return new(
            [
                () =>
                {
                    one.Return(AttemptOutcome.Succeeded);
                    Assert.True(bench.Line[0].IsServed);
                },
                () => two.Return(AttemptOutcome.Failed),
            ],
            () =>
            {
                Assert.All(bench.Line, call => Assert.True(call.IsServed));
                bench.Check();
            });
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_target_that_is_made_goes_to_who_still_waits(bool isMade) => Explorer.Explore(() =>
    {
        var bench = new Bench(One);
        var making = bench.Making = new();
        var source = new CancellationTokenSource();
        bench.Acquire(source.Token);
        bench.Acquire();
        bench.Making = null;
        return new([() => Finish(making, isMade), source.Cancel, bench.Acquire], bench.Check);
    });

    [Fact]
    public void One_that_has_been_idle_for_too_long_is_used_or_disposed() => Explorer.Explore(() =>
    {
        var bench = new Bench(One);
        bench.Take().Return(AttemptOutcome.Succeeded);
        return new([bench.UseOnce, () => bench.Time.Advance(TimeSpan.FromSeconds(10)), bench.UseOnce], bench.Check);
    });

    [Theory]
    [InlineData(AttemptOutcome.Succeeded)]
    [InlineData(AttemptOutcome.Abandoned)]
    public void A_shutdown_comes_between_any_two_steps(AttemptOutcome outcome) => Explorer.Explore(() =>
    {
        var bench = new Bench(One);
        var lease = bench.Take();
        return new([() => lease.Return(outcome), bench.Acquire, bench.ShutDown], bench.Check);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shutdown_comes_while_one_is_made(bool isMade) => Explorer.Explore(() =>
    {
        var bench = new Bench(One);
        var making = bench.Making = new();
        bench.Acquire();
        return new([() => Finish(making, isMade), bench.Acquire, bench.ShutDown], bench.Check);
    });

    private static void Finish(TaskCompletionSource making, bool isMade)
    {
        if (isMade)
            making.SetResult();
        else
            making.SetException(new IOException());
    }

    private sealed class Tool
    {
        public int Users;
        public int Disposals;
    }

    /// <summary>A pool, its tools, and the calls that have asked for one.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "Every check disposes the pool.")]
    private sealed class Bench : IPooledTargetFactory<Tool>
    {
        private readonly TargetPool<Tool> _pool;
        private readonly int _max;

        public Bench(PoolRules rules)
        {
            _pool = new(this, rules, new Clock(Time), () => 0, new(NullLogger.Instance, "tools", default));
            _max = rules.Max;
        }

        public FakeTimeProvider Time { get; } = new();

        public List<Tool> Tools { get; } = [];

        public List<Call> Line { get; } = [];

        /// <summary>What the next tools wait for while they are made.</summary>
        public TaskCompletionSource? Making { get; set; }

        public PoolLease<Tool> Take() => _pool.AcquireAsync(default).GetAwaiter().GetResult();

        /// <summary>Asks for a tool, and keeps it.</summary>
        public void Acquire(CancellationToken caller)
        {
            var call = new Call();
            Line.Add(call);
            call.Ask(_pool, caller);
        }

        public void Acquire() => Acquire(default);

        /// <summary>Uses a tool, when there is one.</summary>
        public void UseOnce()
        {
            var call = new Call();
            call.Ask(_pool, default);
            Scheduler.Until(() => call.IsAnswered);
            call.End();
        }

        public void ShutDown() => _ = _pool.DisposeAsync();

        /// <summary>Whoever has a tool gives it back, so everybody gets one; then it is over, and every tool was disposed once.</summary>
        public void Check()
        {
            while (Line.Find(call => call.IsAnswered) is { } answered)
            {
                Line.Remove(answered);
                answered.End();
            }

            Assert.Empty(Line);
            var counts = _pool.Counts;
            Assert.Equal((counts.Size, 0), (counts.Idle, counts.Waiting));
            Assert.True(_pool.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30)));
            Assert.Equal(default, _pool.Counts);
            Assert.All(Tools, tool => Assert.Equal((0, 1), (tool.Users, tool.Disposals)));
        }

        async ValueTask<Tool> IPooledTargetFactory<Tool>.CreateAsync(CancellationToken cancellationToken)
        {
            Assert.InRange(_pool.Counts.Size, 0, _max);
            if (Making is { } making)
                await making.Task.ConfigureAwait(false);

            var tool = new Tool();
            Tools.Add(tool);
            return tool;
        }

        ValueTask IPooledTargetFactory<Tool>.DisposeAsync(Tool target)
        {
            Interlocked.Increment(ref target.Disposals);
            return default;
        }
    }

    /// <summary>A call that wants a tool.</summary>
    private sealed class Call
    {
        private ValueTask<PoolLease<Tool>> _lease;
        private bool _hasAsked;

        public bool IsAnswered => _hasAsked && _lease.IsCompleted;

        /// <summary>Whether it has a tool, which it has not given back.</summary>
        public bool IsServed => _hasAsked && _lease.IsCompletedSuccessfully;

        public void Ask(TargetPool<Tool> pool, CancellationToken caller)
        {
            try
            {
                _lease = pool.AcquireAsync(caller);
            }
            catch (ObjectDisposedException error)
            {
                _lease = ValueTask.FromException<PoolLease<Tool>>(error);
            }

            _hasAsked = true;
        }

        public void End()
        {
            try
            {
                var lease = _lease.GetAwaiter().GetResult();
                Assert.Equal(1, Interlocked.Increment(ref lease.Target.Users));
                Scheduler.Point("using a tool");
                Interlocked.Decrement(ref lease.Target.Users);
                lease.Return(AttemptOutcome.Succeeded);
            }
            catch (Exception error) when (error is OperationCanceledException or TimeoutRejectedException or IOException or ObjectDisposedException)
            {
            }
        }
    }
}

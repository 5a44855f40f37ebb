using System.Threading.RateLimiting;
using Ambassador.Limiting;
using Ambassador.Time;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Limiting;

/// <summary>Random scripts, run by a limit and by something simple that is known to be right.</summary>
public class LimitModelTests
{
    private enum Step
    {
        Enter,
        EnterOrWait,
        Cancel,
        Leave,
        Pass,
    }

    private static readonly Gen<double> Rates = Gen.Int[0, 7].Select(i => new[] { 0.5, 1, 3, 7.3, 10, 30, 1_000, 2_500 }[i]);

    private static readonly Gen<(Step Step, int Amount)[]> Scripts =
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 60]).Array[1, 120];

    /// <summary>The bucket as it is defined, in exact numbers: evenly filled, never above its size, a line of those who wait.</summary>
    private sealed class Model(decimal perSecond, int size, int queue)
    {
        private decimal _tokens = size;

        public List<int> Line { get; } = [];

        public bool? Enter(int id, bool mayWait)
        {
            if (Line.Count == 0 && _tokens >= 1)
            {
                _tokens--;
                return true;
            }

            if (!mayWait || Line.Count >= queue)
                return false;

            Line.Add(id);
            return null;
        }

        public void PassMillisecond()
        {
            _tokens = Math.Min(size, _tokens + (perSecond / 1_000));
            for (; Line.Count > 0 && _tokens >= 1; _tokens--)
                Line.RemoveAt(0);
        }
    }

    [Fact]
    public void The_rate_limit_lets_in_whom_the_model_lets_in_at_the_same_millisecond()
        => Gen.Select(Rates, Gen.Int[1, 5], Gen.Int[0, 4], Scripts).Sample((perSecond, size, queue, script) =>
        {
            var time = new FakeTimeProvider();
            var bucket = new TokenBucket(new Clock(time), new() { RateLimit = perSecond, RateLimitBurst = size, RateLimitQueue = queue });
            var model = new Model((decimal)perSecond, size, queue);
            var line = new List<(int Id, Task<bool> Entering, CancellationTokenSource Source)>();
            for (var id = 0; id < script.Length; id++)
            {
                var (step, amount) = script[id];
                switch (step)
                {
                    case Step.Enter or Step.EnterOrWait:
                        var source = new CancellationTokenSource();
                        var entering = bucket.EnterAsync(step == Step.EnterOrWait, source.Token).AsTask();
                        if (model.Enter(id, step == Step.EnterOrWait) is { } passes)
                            Assert.Equal(passes, Now(entering));
                        else
                            line.Add((id, entering, source));

                        break;
                    case Step.Cancel when line.Count > 0:
                        var leaving = line[amount % line.Count];
                        leaving.Source.Cancel();
                        line.Remove(leaving);
                        model.Line.Remove(leaving.Id);
                        break;
                    case Step.Pass:
                        for (var ms = 0; ms < amount; ms++)
                        {
                            time.Advance(TimeSpan.FromMilliseconds(1));
                            model.PassMillisecond();
                            Assert.Equal(model.Line.Count, bucket.Queued);
                        }

                        foreach (var (_, let, _) in line.Where(waiting => !model.Line.Contains(waiting.Id)))
                            Assert.True(let.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken) && let.Result);

                        line.RemoveAll(waiting => !model.Line.Contains(waiting.Id));
                        break;
                }

                Assert.Equal(model.Line, line.Select(waiting => waiting.Id));
                Assert.All(line, waiting => Assert.False(waiting.Entering.IsCompleted));
            }
        });

    [Fact]
    public void The_bulkhead_lets_in_whom_the_librarys_ConcurrencyLimiter_lets_in()
        => Gen.Select(Gen.Int[1, 4], Gen.Int[0, 4], Scripts).Sample((max, queue, script) =>
        {
            var ours = new Bulkhead(new() { Bulkhead = max, BulkheadQueue = queue });
            using var theirs = new ConcurrencyLimiter(
                new() { PermitLimit = max, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
            var entries = new List<(Task<bool> Ours, Task<RateLimitLease> Theirs, CancellationTokenSource Source)>();
            foreach (var (step, amount) in script)
            {
                switch (step)
                {
                    case Step.Enter:
                        entries.Add((Task.FromResult(ours.TryEnter()), Task.FromResult(theirs.AttemptAcquire()), new()));
                        break;
                    case Step.EnterOrWait:
                        var source = new CancellationTokenSource();
                        entries.Add((
                            ours.EnterAsync(mayWait: true, source.Token).AsTask(),
                            theirs.AcquireAsync(permitCount: 1, source.Token).AsTask(),
                            source));
                        break;
                    case Step.Cancel when entries.FindAll(entry => !entry.Theirs.IsCompleted) is { Count: > 0 } waiting:
                        waiting[amount % waiting.Count].Source.Cancel();
                        break;
                    case Step.Leave when entries.FindAll(entry => Has(entry.Theirs)) is { Count: > 0 } inside:
                        var leaving = inside[amount % inside.Count];
                        leaving.Theirs.Result.Dispose();
                        ours.Leave();
                        entries.Remove(leaving);
                        break;
                }

                var statistics = theirs.GetStatistics()!;
                Assert.Equal(statistics.CurrentQueuedCount, ours.Queued);
                Assert.Equal(max - statistics.CurrentAvailablePermits, ours.Running);
                foreach (var (our, their, _) in entries)
                {
                    var expected = Outcome(their, lease => lease.IsAcquired);
                    Assert.True(SpinWait.SpinUntil(() => Outcome(our, entered => entered) == expected, TimeSpan.FromSeconds(10)));
                }
            }
        });

    private static bool Now(Task<bool> task)
    {
        Assert.True(task.IsCompleted);
        return task.Result;
    }

    private static bool Has(Task<RateLimitLease> lease) => lease.IsCompletedSuccessfully && lease.Result.IsAcquired;

    private static string Outcome<T>(Task<T> task, Func<T, bool> isIn)
        => !task.IsCompleted ? "waits" : task.IsCanceled ? "cancelled" : isIn(task.Result) ? "in" : "refused";
}

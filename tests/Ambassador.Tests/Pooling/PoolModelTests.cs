using Ambassador.Pooling;
using Ambassador.Targets;
using CsCheck;

namespace Ambassador.Tests.Pooling;

/// <summary>Random scripts, run by a pool and by its model.</summary>
public class PoolModelTests
{
    private enum Step
    {
        Acquire,
        AcquireToo,
        Cancel,
        Succeed,
        SucceedToo,
        Fail,
        ReturnAgain,
        Make,
        MakeNot,
        Pass,
    }

    private static readonly Gen<PoolRules> Rules = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 3], (min, more, queue) => new PoolRules
    {
        Min = min,
        Max = Math.Max(1, min + more),
        Queue = queue,
        AcquireTimeout = TimeSpan.FromSeconds(7),
        IdleTime = TimeSpan.FromSeconds(4),
        Lifetime = TimeSpan.Zero,
        CheckInterval = TimeSpan.Zero,
    });

    [Fact]
    public void A_pool_does_what_its_model_does_and_every_tool_is_used_by_one_and_disposed_once()
        => Gen.Select(Rules, Gen.Enum<Making>().Array[1, 12], Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 20]).Array[1, 150])
            .Sample((rules, making, script) => new Play(rules, number => making[number % making.Length]).Run(script), iter: 3_000);

    private sealed class Play
    {
        private readonly PoolBench _bench;
        private readonly PoolModel _model;
        private readonly Dictionary<int, TaskCompletionSource> _making = [];
        private readonly List<(ValueTask<PoolLease<Tool>> Ours, PoolModel.Call Theirs, CancellationTokenSource Source)> _line = [];
        private readonly List<PoolLease<Tool>> _leases = [];
        private readonly List<PoolLease<Tool>> _ended = [];

        public Play(PoolRules rules, Func<int, Making> making)
        {
            _bench = new(rules);
            _model = new(rules, making);
            _bench.Workshop.Making = (number, _) => making(number) switch
            {
                Making.AtOnce => Task.CompletedTask,
                Making.Fails => throw new IOException(),
                _ => (_making[number] = new()).Task,
            };
        }

        public void Run((Step Step, int Amount)[] script)
        {
            foreach (var (step, amount) in script)
            {
                Take(step, amount);
                Compare();
            }

            End();
        }

        private void Take(Step step, int amount)
        {
            switch (step)
            {
                case Step.Acquire or Step.AcquireToo:
                    var source = new CancellationTokenSource();
                    _line.Add((Acquire(source.Token), _model.Acquire(), source));
                    break;
                case Step.Cancel when _line.Count > 0:
                    var (_, theirs, leaving) = _line[amount % _line.Count];
                    _model.Cancel(theirs);
                    leaving.Cancel();
                    break;
                case Step.Succeed or Step.SucceedToo when _leases.Count > 0:
                    var lease = EndLease(amount);
                    _model.Succeed(lease.Target.Number);
                    lease.Return(AttemptOutcome.Succeeded);
                    break;
                case Step.Fail when _leases.Count > 0:
                    var failed = EndLease(amount);
                    _model.Discard();
                    failed.Return((AttemptOutcome)(1 + (amount % 3)));
                    break;
                case Step.ReturnAgain when _ended.Count > 0:
                    _ended[amount % _ended.Count].Return((AttemptOutcome)(amount % 4));
                    break;
                case Step.Make or Step.MakeNot when _model.Creating is { Length: > 0 } creating:
                    var tool = creating[amount % creating.Length];
                    _model.Finish(tool, step == Step.Make);
                    Finish(tool, step == Step.Make);
                    break;
                case Step.Pass:
                    for (var second = 0; second < amount % 10; second++)
                    {
                        _model.PassSecond();
                        _bench.Pass(1);
                        Compare();
                    }

                    break;
            }
        }

        private ValueTask<PoolLease<Tool>> Acquire(CancellationToken caller)
        {
            try
            {
                return _bench.Pool.AcquireAsync(caller);
            }
            catch (Exception error)
            {
                return ValueTask.FromException<PoolLease<Tool>>(error);
            }
        }

        private void Finish(int tool, bool isGood)
        {
            if (isGood)
                _making[tool].SetResult();
            else
                _making[tool].SetException(new IOException());
        }

        private PoolLease<Tool> EndLease(int which)
        {
            var lease = _leases[which % _leases.Count];
            _leases.Remove(lease);
            _ended.Add(lease);
            lease.Target.PutBack();
            return lease;
        }

        private void Compare()
        {
            Assert.Equal(_model.Counts, _bench.Pool.Counts);
            for (var i = 0; i < _line.Count;)
            {
                var (ours, theirs, _) = _line[i];
                Assert.Equal(theirs.Outcome is not null, ours.IsCompleted);
                if (!ours.IsCompleted)
                {
                    i++;
                    continue;
                }

                _line.RemoveAt(i);
                Assert.Equal(theirs.Outcome, Outcome(ours));
            }
        }

        private string Outcome(ValueTask<PoolLease<Tool>> ours)
        {
            try
            {
                var lease = ours.GetAwaiter().GetResult();
                lease.Target.Take();
                Assert.Equal(0, lease.Target.Disposals);
                _leases.Add(lease);
                return $"{lease.Target.Number}";
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                return error.GetType().Name;
            }
        }

        private void End()
        {
            var shutdown = _bench.Pool.DisposeAsync().AsTask();
            foreach (var tool in _model.Creating)
                Finish(tool, isGood: tool % 2 == 0);

            foreach (var lease in _leases)
                lease.Return(AttemptOutcome.Succeeded);

            Assert.True(shutdown.Wait(TimeSpan.FromSeconds(30)));
            Assert.All(_line, waiting => Assert.Throws<ObjectDisposedException>(() => waiting.Ours.GetAwaiter().GetResult()));
            Assert.Equal(default, _bench.Pool.Counts);
            Assert.All(_bench.Workshop.Made, tool => Assert.Equal(1, tool.Disposals));
        }
    }
}

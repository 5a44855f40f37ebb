using Ambassador.Balancing;
using Ambassador.Targets;
using Ambassador.Time;

namespace Ambassador.Benchmarks.Simulation;

/// <summary>Runs an experiment on virtual time, with the balancer that calls have and nothing else of theirs. The same seed gives the same numbers.</summary>
internal sealed class ReplicaSimulation
{
    private readonly Experiment _experiment;
    private readonly Random _random;
    private readonly VirtualTime _time = new();
    private readonly Target[] _replicas;
    private readonly Balancer _balancer;
    private readonly PriorityQueue<Attempt, long> _ends = new();
    private readonly List<double> _latencies = [];
    private readonly int[] _toSlow;
    private readonly int[] _failed;
    private int _succeeded;

    private ReplicaSimulation(Experiment experiment, BalancingRules rules)
    {
        _experiment = experiment;
        _random = new Random(experiment.Seed);
        var clock = new Clock(_time);
        _replicas = [.. Enumerable.Range(0, experiment.Replicas).Select(i => new Target<object>(new TargetEndpoint($"10.0.0.{i}:80"), new object(), clock))];
        _balancer = new Balancer(rules, clock, _random.NextDouble);
        _balancer.Update(_replicas);
        _toSlow = new int[(int)experiment.Duration.TotalSeconds];
        _failed = new int[_toSlow.Length];
    }

    public static Outcome Run(Experiment experiment, BalancingRules rules)
    {
        var simulation = new ReplicaSimulation(experiment, rules);
        simulation.Run();
        simulation._latencies.Sort();
        return new Outcome([.. simulation._latencies], simulation._succeeded, simulation._toSlow, simulation._failed);
    }

    private void Run()
    {
        var arrival = 0L;
        while ((arrival += Exponential(TimeSpan.TicksPerSecond / _experiment.RequestsPerSecond)) < _experiment.Duration.Ticks)
        {
            EndUntil(arrival);
            _time.Ticks = arrival;
            Begin();
        }

        EndUntil(long.MaxValue);
    }

    private void Begin()
    {
        var target = _balancer.Pick(new PickContext((ulong)_random.NextInt64()))!;
        target.TryBegin(out var began);
        var isSlow = target == _replicas[0] && _time.Ticks >= _experiment.SlowFrom.Ticks && _time.Ticks < _experiment.SlowUntil.Ticks;
        var latency = isSlow ? _experiment.Slow.Ticks : _experiment.Floor.Ticks + Exponential(_experiment.Tail.Ticks);
        var outcome = isSlow && _experiment.Fails ? AttemptOutcome.Failed : AttemptOutcome.Succeeded;
        var isLate = latency > _experiment.Timeout.Ticks;
        if (isLate && _experiment.GivesUp)
            (latency, outcome) = (_experiment.Timeout.Ticks, AttemptOutcome.Unanswered);

        var second = (int)(_time.Ticks / TimeSpan.TicksPerSecond);
        _latencies.Add(TimeSpan.FromTicks(latency).TotalMilliseconds);
        if (outcome == AttemptOutcome.Succeeded && !isLate)
            _succeeded++;
        else
            _failed[second]++;

        if (target == _replicas[0])
            _toSlow[second]++;

        _ends.Enqueue(new Attempt(target, began, outcome), _time.Ticks + latency);
    }

    private void EndUntil(long time)
    {
        while (_ends.TryPeek(out var attempt, out var end) && end <= time)
        {
            _ends.Dequeue();
            _time.Ticks = end;
            attempt.Target.End(attempt.Began, attempt.Outcome);
        }
    }

    private long Exponential(double mean) => (long)(-Math.Log(1 - _random.NextDouble()) * mean);

    private readonly record struct Attempt(Target Target, long Began, AttemptOutcome Outcome);
}

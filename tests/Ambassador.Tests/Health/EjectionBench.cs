using Ambassador.Health;
using Ambassador.Targets;
using Ambassador.Time;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Health;

/// <summary>Targets with an outlier detector, and what it has told.</summary>
internal sealed class EjectionBench : IDisposable
{
    public EjectionBench(EjectionRules rules, int targets, Func<double>? randomizer = null)
    {
        Clock = new Clock(Time);
        Targets = [.. Enumerable.Range(0, targets).Select(_ => Make())];
        Detector = new OutlierDetector(rules, Clock, randomizer ?? (() => 0), happened =>
        {
            lock (Events)
                Events.Add(happened);
        });
        Detector.Update(Targets);
    }

    public FakeTimeProvider Time { get; } = new();

    public Clock Clock { get; }

    public OutlierDetector Detector { get; }

    public List<Target> Targets { get; }

    public List<EjectionEvent> Events { get; } = [];

    public int Ejected => Targets.Count(target => target.IsEjected);

    public Target this[int index] => Targets[index];

    /// <summary>What has been told of a kind, by cause.</summary>
    public IEnumerable<EjectionCause?> Causes(EjectionEventKind kind) => Events.Where(each => each.Kind == kind).Select(each => each.Cause);

    public Target Make() => new Target<object>(new("t"), new(), Clock);

    public void Load(int target, int times, AttemptOutcome outcome) => Load(Targets[target], times, outcome);

    public static void Load(Target target, int times, AttemptOutcome outcome)
    {
        for (var i = 0; i < times; i++)
        {
            target.TryBegin(out var began);
            target.End(began, outcome);
        }
    }

    public void LoadAll(int times, AttemptOutcome outcome)
    {
        foreach (var target in Targets)
            Load(target, times, outcome);
    }

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public void Dispose() => Detector.Dispose();
}

namespace Replicas.Story;

/// <summary>What becomes of the replicas, once for each way to choose.</summary>
internal static class Script
{
    /// <summary>Who turns slow, who dies, who is added and who drains.</summary>
    public const string Slow = "b", Dying = "c", Added = "e", Draining = "d";

    public static readonly IReadOnlyList<Act> Acts =
    [
        new("calm", 0.15, "a, b, c and d are well", _ => { }),
        new("slow", 0.30, "b takes 900 ms for an answer; callers wait for 400", stage => stage.TurnSlow(Slow)),
        new("death", 0.25, "b is well again; c is killed", stage =>
        {
            stage.Recover(Slow);
            stage.Kill(Dying);
        }),
        new("arrival", 0.15, "e is added", stage => stage.Add(Added)),
        new("drain", 0.15, "d is taken out, and stopped when its last call has ended", stage => stage.Drain(Draining)),
    ];

    /// <summary>Plays all acts, and waits until the replica that drains has been stopped.</summary>
    public static async Task PlayAsync(Stage stage, TimeSpan length, CancellationToken cancellationToken)
    {
        foreach (var act in Acts)
        {
            await stage.UntilAsync(StartOf(act) * length, cancellationToken);
            act.Begin(stage);
        }

        await stage.DrainedAsync(cancellationToken);
    }

    /// <summary>When an act begins, as a share of the whole.</summary>
    public static double StartOf(Act act) => Acts.TakeWhile(other => other != act).Sum(other => other.Share);

    /// <summary>From when to when an act lasts, in a story of some length. The last one does not end.</summary>
    public static (TimeSpan Start, TimeSpan End) TimesOf(string name, TimeSpan length)
    {
        var act = Acts.Single(act => act.Name == name);
        var start = StartOf(act);
        return (start * length, act == Acts[^1] ? TimeSpan.MaxValue : (start + act.Share) * length);
    }

    /// <summary>The act at a point of the story, 0 being its start and 1 its end.</summary>
    public static Act ActAt(double progress) => Acts.Last(act => act == Acts[0] || StartOf(act) <= progress);
}

using Replicas.Processes;
using Replicas.Story;
using Replicas.Traffic;
using Spectre.Console;

namespace Replicas.Report;

/// <summary>A run in plain lines: each act as it begins, and when it is over, what went where in it.</summary>
internal sealed class ActLines(IAnsiConsole console, Scene scene)
{
    private Act? _shown;
    private IReadOnlyDictionary<string, string> _states = scene.States();

    /// <summary>Writes what has happened since it was last called.</summary>
    public void Write()
    {
        if (scene.Act != _shown)
        {
            if (_shown is null)
                console.WriteLine(scene.Name);

            End();
            _shown = scene.Act;
            console.WriteLine($"  {Script.StartOf(_shown) * scene.Length.TotalSeconds,4:0.0} s  {_shown.Name,-8} {_shown.Text}");
        }

        _states = scene.States();
    }

    /// <summary>Writes what went where in the act that is over.</summary>
    public void End()
    {
        if (_shown is null)
            return;

        var (start, end) = Script.TimesOf(_shown.Name, scene.Length);
        var attempts = ReplicaFleet.Names.ToDictionary(
            name => name, name => scene.AttemptsOn(name).Where(attempt => attempt.At >= start && attempt.At < end).ToArray());
        var counts = attempts.Select(replica => $"{replica.Key} {(replica.Value.Length == 0 ? "-" : $"{replica.Value.Length}"),-4}");
        var latency = Percentile.Of(attempts.Values.SelectMany(each => each).Where(attempt => attempt.End != AttemptEnd.None).Select(attempt => attempt.Latency), 0.99);
        var ejected = string.Join(", ", _states.Where(state => state.Value.EndsWith("ejected", StringComparison.Ordinal)).Select(state => state.Key));
        console.WriteLine($"                   requests: {string.Join(' ', counts)} p99 {latency.TotalMilliseconds:0} ms{(ejected == "" ? "" : $"; ejected: {ejected}")}");
    }
}

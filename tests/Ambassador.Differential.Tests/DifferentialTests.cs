using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace Ambassador.Differential.Tests;

/// <summary>Scripts at random, each played on a generated ambassador and on Polly with the same strategies: what happens is the same, and at the same time.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int Count = 100_000;

    [Fact]
    public void Whatever_happens_is_what_happens_in_Polly()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("AMBASSADOR_SCRIPTS"), CultureInfo.InvariantCulture, out var fewer) ? fewer : Count;
        var (played, cut, events) = (0, 0, 0L);
        var watch = Stopwatch.StartNew();
        Scripts.All.Sample(
            script =>
            {
                Interlocked.Increment(ref played);
                var (ours, theirs, untilMs) = Play(script);
                if (!double.IsPositiveInfinity(untilMs))
                    Interlocked.Increment(ref cut);

                Interlocked.Add(ref events, theirs.Count);
                return ours.SequenceEqual(theirs);
            },
            output.WriteLine,
            iter: count,
            print: Print);

        output.WriteLine($"{played} scripts, {cut} of them compared in part, {events} events, {watch.Elapsed.TotalSeconds:0} s");
    }

    private static (List<Event> Ours, List<Event> Theirs, double UntilMs) Play(Script script)
    {
        // What waits goes on where it is awaited, on this thread.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var theirs = new PollySide(script);
            theirs.Play();
            var untilMs = theirs.ComparableUntilMs;
            using var ours = new OurSide(script);
            ours.Play(untilMs);
            if (ours.Time.IsSpoilt || theirs.Time.IsSpoilt)
                throw new InvalidOperationException("A script was played on more than one thread.");

            return (ours.Trace.Before(untilMs), theirs.Trace.Before(untilMs), untilMs);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static string Print(Script script)
    {
        var (ours, theirs, _) = Play(script);
        return $"{Environment.NewLine}{script}{Trace.Compare(ours, theirs)}";
    }
}

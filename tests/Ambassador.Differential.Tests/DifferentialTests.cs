using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace Ambassador.Differential.Tests;

/// <summary>Scripts at random, each played on a generated ambassador and on Polly with the same strategies: what happens is the same, and at the same time.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int Count = 100_000;

    [Fact]
    public async Task Whatever_happens_is_what_happens_in_Polly()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("AMBASSADOR_SCRIPTS"), CultureInfo.InvariantCulture, out var other) ? other : Count;
        var (played, cut, divergedAfter) = (0, 0, 0);
        var happened = new ConcurrentDictionary<string, int>();
        var watch = Stopwatch.StartNew();
        try
        {
            // On a thread of its own: Polly writes down the stack of its exceptions, and a test runner's is deep.
            await Task.Factory.StartNew(
                () => Scripts.All.Sample(IsSame, output.WriteLine, iter: count, print: Print),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
        finally
        {
            output.WriteLine($"{played} scripts in {watch.Elapsed.TotalSeconds:0} s, {cut} of them compared in part; the first divergence after {divergedAfter}");
            foreach (var (what, times) in happened.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                output.WriteLine($"{times,9} times {what}");
        }

        // What the scripts do not bring about is not compared.
        string[] all = ["CircuitClosed", "CircuitHalfOpened", "CircuitOpened", "answer", "answer to nobody", "attempt", "failure", "reaction", "result", "timeout", "wait"];
        Assert.Equal(all, happened.Where(pair => pair.Value > played / 100).Select(pair => pair.Key).Order(StringComparer.Ordinal));

        bool IsSame(Script script)
        {
            var number = Interlocked.Increment(ref played);
            var (ours, theirs, untilMs) = Play(script);
            if (!double.IsPositiveInfinity(untilMs))
                Interlocked.Increment(ref cut);

            foreach (var e in theirs)
                happened.AddOrUpdate(e.What, 1, static (_, times) => times + 1);

            var isSame = ours.SequenceEqual(theirs);
            if (!isSame)
                Interlocked.CompareExchange(ref divergedAfter, number, 0);

            return isSame;
        }
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

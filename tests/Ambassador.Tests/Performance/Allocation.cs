namespace Ambassador.Tests.Performance;

/// <summary>Counts what calls allocate on this thread.</summary>
internal static class Allocation
{
    public const int Calls = 100_000;

    /// <summary>
    /// The bytes that 100 000 warmed calls allocate. The least of up to ten rounds, as the runtime may at any time allocate
    /// on this thread for reasons of its own, and a window of a circuit or a budget that ends is replaced by the next; what a call allocates is in every round.
    /// </summary>
    public static long Of(Action call)
    {
        Run(call, 1_000);
        var least = long.MaxValue;
        for (var round = 0; round < 10 && least > 0; round++)
            least = Math.Min(least, Run(call, Calls));

        return least;
    }

    private static long Run(Action call, int times)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times; i++)
            call();

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

/// <summary>Tests that must not run beside others: listeners and the garbage collector belong to the whole process.</summary>
[CollectionDefinition(nameof(Undisturbed), DisableParallelization = true)]
public class Undisturbed;

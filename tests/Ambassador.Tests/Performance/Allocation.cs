namespace Ambassador.Tests.Performance;

/// <summary>Counts what calls allocate on this thread.</summary>
internal static class Allocation
{
    public const int Calls = 100_000;

    /// <summary>
    /// The bytes that 100 000 warmed calls allocate. The least of three rounds, as the runtime may at any time allocate
    /// on this thread for reasons of its own; what a call allocates is in every round.
    /// </summary>
    public static long Of(Action call)
    {
        Run(call, 1_000);
        return Enumerable.Range(0, 3).Min(_ => Run(call, Calls));
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

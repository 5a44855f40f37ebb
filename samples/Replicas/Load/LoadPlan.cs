namespace Replicas.Load;

/// <summary>When calls are made: at random (a Poisson process), but decided beforehand, so that each way to choose meets the same ones.</summary>
internal static class LoadPlan
{
    public const double CallsPerSecond = 400;

    public static TimeSpan[] Create(int seed, TimeSpan length)
    {
        var random = new Random(seed);
        var calls = new List<TimeSpan>();
        for (var due = NextGap(random); due < length; due += NextGap(random))
            calls.Add(due);

        return [.. calls];
    }

    private static TimeSpan NextGap(Random random) => TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / CallsPerSecond);
}

namespace Storefront.Load;

/// <summary>
/// The calls of a run, decided beforehand so that every run makes the same ones: arrivals at random (a Poisson process),
/// some products far more popular than others, a few saves among the reads.
/// </summary>
internal static class LoadPlan
{
    public const double CallsPerSecond = 300;
    public const int Products = 200;

    private const double SaveShare = 0.04;
    private const double QuoteShare = 0.48;

    public static PlannedCall[] Create(int seed, TimeSpan length)
    {
        var random = new Random(seed);
        var calls = new List<PlannedCall>();

        for (var due = NextGap(random); due < length; due += NextGap(random))
            calls.Add(new PlannedCall(due, NextKind(random), NextProduct(random)));

        return [.. calls];
    }

    private static TimeSpan NextGap(Random random) => TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / CallsPerSecond);

    private static CallKind NextKind(Random random) => random.NextDouble() switch
    {
        < SaveShare => CallKind.SaveProduct,
        < SaveShare + QuoteShare => CallKind.QuotePrice,
        _ => CallKind.GetProduct,
    };

    // The cube gives half of all calls to the eighth of the products that are most popular.
    private static int NextProduct(Random random) => 1 + (int)(Products * Math.Pow(random.NextDouble(), 3));
}

using System.Globalization;
using Ambassador.Retry;
using Polly;

namespace Ambassador.Tests.Docs;

/// <summary>The waits that docs/semantics.md gives, drawn from the formula.</summary>
public class BackoffTests
{
    private const int Calls = 20_001;

    [Fact]
    public void The_waits_are_distributed_as_documented()
    {
        var documented = Repository.Table("docs/semantics.md", "### The wait between two attempts");
        var waits = documented.Select(_ => new double[Calls]).ToArray();
        var random = new Random(1);
        var rule = new FailureRule(new PolicySettings { RetryDelayMs = 100 }.Values);
        for (var call = 0; call < Calls; call++)
        {
            var previous = 0.0;
            for (var retry = 0; retry < waits.Length; retry++)
                waits[retry][call] = Backoff.Next(rule, retry, ref previous, random.NextDouble).TotalSeconds / 0.1;
        }

        Assert.All(documented.Zip(waits), row =>
        {
            Array.Sort(row.Second);
            Assert.Equal(Number(row.First[1]), row.Second[Calls / 2], tolerance: 0.05 * Number(row.First[1]));
            Assert.Equal(Number(row.First[2]), row.Second[Calls / 20], tolerance: 0.1 * Number(row.First[2]));
            Assert.Equal(Number(row.First[3]), row.Second[Calls * 19 / 20], tolerance: 0.05 * Number(row.First[3]));
        });
    }

    // A wait of Polly.Core 8.9.1's that comes out a tick shorter if the terms of its formula are put together otherwise.
    [Fact]
    public void Plain_jitter_is_rounded_as_Pollys()
    {
        var previous = 0.0;
        var rule = new FailureRule(new PolicySettings { RetryDelayMs = 438, RetryBackoff = DelayBackoffType.Constant }.Values);

        Assert.Equal(3_358_000, Backoff.Next(rule, retry: 0, ref previous, () => 0.03333333333333333).Ticks);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

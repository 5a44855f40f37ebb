using System.Globalization;

namespace Ambassador.Benchmarks.Simulation;

/// <summary>What came of an experiment.</summary>
/// <param name="Latencies">How long each request took, in milliseconds, from the shortest to the longest.</param>
/// <param name="Succeeded">How many were answered in time.</param>
/// <param name="ToSlow">How many requests the slow replica was sent in each second.</param>
/// <param name="Failed">How many requests of each second failed.</param>
internal sealed record Outcome(double[] Latencies, int Succeeded, int[] ToSlow, int[] Failed)
{
    public double SuccessRate => (double)Succeeded / Latencies.Length;

    /// <summary>The latency that a share of the requests stayed below, in milliseconds.</summary>
    public double Percentile(double share) => Latencies[Math.Min(Latencies.Length - 1, (int)(share * Latencies.Length))];

    /// <summary>The line of a table: success, median, 99% and 99.9%, and the calls to the slow replica between two seconds.</summary>
    public string[] ToCells(Range seconds) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{100 * SuccessRate:0.00}%"),
        string.Create(CultureInfo.InvariantCulture, $"{Percentile(0.5):0} ms"),
        string.Create(CultureInfo.InvariantCulture, $"{Percentile(0.99):0} ms"),
        string.Create(CultureInfo.InvariantCulture, $"{Percentile(0.999):0} ms"),
        string.Create(CultureInfo.InvariantCulture, $"{ToSlow[seconds].Sum()}"),
    ];
}

namespace Replicas.Report;

/// <summary>Percentiles by nearest rank.</summary>
internal static class Percentile
{
    /// <summary>What a share of the times does not exceed; zero where there are none.</summary>
    /// <param name="times">The times.</param>
    /// <param name="share">Above 0, up to 1.</param>
    public static TimeSpan Of(IEnumerable<TimeSpan> times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}

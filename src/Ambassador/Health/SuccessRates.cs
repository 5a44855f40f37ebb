namespace Ambassador.Health;

/// <summary>Which success rates are outliers: Envoy's arithmetic (<c>DetectorImpl::successRateEjectionThreshold</c>).</summary>
internal static class SuccessRates
{
    /// <summary>The mean of the rates, and the rate below which one is an outlier.</summary>
    /// <param name="rates">Percentages; at least one.</param>
    /// <param name="stdevFactor">How many standard deviations (of these rates, not estimated for others) an outlier is below the mean.</param>
    public static (double Mean, double Threshold) Threshold(IReadOnlyCollection<double> rates, double stdevFactor)
    {
        var mean = rates.Sum() / rates.Count;
        var variance = rates.Sum(rate => (rate - mean) * (rate - mean)) / rates.Count;
        return (mean, mean - (stdevFactor * Math.Sqrt(variance)));
    }
}

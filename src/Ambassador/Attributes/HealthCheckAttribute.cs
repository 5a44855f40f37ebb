namespace Ambassador;

/// <summary>
/// Says how targets are checked, whether they get calls or not: by the method that carries <see cref="HealthProbeAttribute"/>, or by what <c>AddAmbassadorTargets</c> was given to probe them.
/// Where there is either, they are checked without this attribute too.
/// </summary>
/// <remarks>
/// It takes effect where an interface has targets (<c>AddAmbassadorTargets</c>). Every value can be set by configuration and code too, under the name of the property of
/// <see cref="PolicySettings"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class HealthCheckAttribute : Attribute
{
    /// <summary>How often each target is checked, in seconds. From 0.001 to 86 400; the default is 10.</summary>
    public double IntervalSeconds { get; set; } = 10;

    /// <summary>By how much of it that varies at random. From 0 to 1; the default is 0.1.</summary>
    public double Jitter { get; set; } = 0.1;

    /// <summary>How long a check may take, in milliseconds; then it has failed. From 1 to 86 400 000; the default is 1 000.</summary>
    public int TimeoutMs { get; set; } = 1000;

    /// <summary>How many checks in a row must succeed for a target to be healthy again. From 1, the default, to 1 000.</summary>
    public int HealthyThreshold { get; set; } = 1;

    /// <summary>How many checks in a row must fail for a target to be unhealthy. From 1 to 1 000; the default is 3.</summary>
    public int UnhealthyThreshold { get; set; } = 3;
}

namespace Ambassador;

/// <summary>
/// Keeps calls for a while from targets whose answers are worse than those of others: outlier detection, as Envoy defines it.
/// </summary>
/// <remarks>
/// It takes effect where an interface has targets (<c>AddAmbassadorTargets</c>). Every value can be set by configuration and code too, under the name of the property of
/// <see cref="PolicySettings"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class EjectAttribute : Attribute
{
    /// <summary>How many failures in a row, of whatever kind, eject a target. From 0, for any number, to 1 000 000; the default is 5.</summary>
    public int ConsecutiveFailures { get; set; } = 5;

    /// <summary>
    /// How many attempts in a row without an answer (no connection, a broken one, a timeout) eject a target, counted apart from the failures that
    /// it answers with. From 0, the default, for no count of their own, to 1 000 000.
    /// </summary>
    public int ConsecutiveUnanswered { get; set; }

    /// <summary>How often targets are compared with each other, and ejected ones let back, in seconds. From 0.001 to 86 400; the default is 10.</summary>
    public double IntervalSeconds { get; set; } = 10;

    /// <summary>
    /// How long a target is ejected the first time, in seconds; the second time in a row it is twice as long, and so on. From 0.001 to 86 400; the
    /// default is 30.
    /// </summary>
    public double BaseSeconds { get; set; } = 30;

    /// <summary>How long it is ejected at most, in seconds. From 0.001 to 86 400; the default is 300.</summary>
    public double MaxSeconds { get; set; } = 300;

    /// <summary>By how much that varies at random, in seconds, so that targets do not come back all at once. From 0, the default, to 86 400.</summary>
    public double JitterSeconds { get; set; }

    /// <summary>How many of the targets may be ejected at a time, in percent. From 0 to 100; the default is 10.</summary>
    public int MaxPercent { get; set; } = 10;

    /// <summary>Whether one may be, even where that is more: of fewer than ten, ten percent are none. The default is true; Envoy's is false.</summary>
    public bool AtLeastOne { get; set; } = true;

    /// <summary>How many standard deviations below the mean success rate a target is ejected. From 0, for never, to 100; the default is 1.9.</summary>
    public double SuccessRateStdev { get; set; } = 1.9;

    /// <summary>How many targets must have had enough calls for that. From 1 to 1 000 000; the default is 5.</summary>
    public int SuccessRateMinTargets { get; set; } = 5;

    /// <summary>How many calls in an interval are enough. From 1 to 1 000 000; the default is 100.</summary>
    public int SuccessRateMinCalls { get; set; } = 100;

    /// <summary>
    /// How many percent of its calls must fail in an interval for a target to be ejected, whatever others do. From 0, the default, for any number,
    /// to 100; Envoy's, where it is switched on, is 85.
    /// </summary>
    public int FailurePercent { get; set; }

    /// <summary>How many targets must have had enough calls for that. From 1 to 1 000 000; the default is 5.</summary>
    public int FailurePercentMinTargets { get; set; } = 5;

    /// <summary>How many calls in an interval are enough. From 1 to 1 000 000; the default is 50.</summary>
    public int FailurePercentMinCalls { get; set; } = 50;
}

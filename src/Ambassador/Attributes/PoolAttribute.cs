namespace Ambassador;

/// <summary>
/// Keeps several instances for each target, each of which serves one call at a time: sessions, sockets, devices.
/// </summary>
/// <remarks>
/// It takes effect where an interface has targets (<c>AddAmbassadorTargets</c>). Every value can be set by configuration and code too, under the name of the property of
/// <see cref="PolicySettings"/>.
/// </remarks>
/// <param name="max">See <see cref="Max"/>.</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class PoolAttribute(int max = 10) : Attribute
{
    /// <summary>
    /// How many instances there are at most for one target. From 1 to 10 000, or 0, the default of an interface without <see
    /// cref="PoolAttribute"/>, for one instance that all calls share.
    /// </summary>
    public int Max { get; } = max;

    /// <summary>How many are kept even when nobody needs them. From 0, the default, to 10 000, and not above <see cref="Max"/>.</summary>
    public int Min { get; set; }

    /// <summary>How long one beyond <see cref="Min"/> is kept unused, in seconds. From 0, for ever, to 86 400; the default is 300.</summary>
    public double IdleSeconds { get; set; } = 300;

    /// <summary>How old one may get, in seconds. From 0, for any age, to 86 400; the default is 1 800, which is HikariCP's.</summary>
    public double LifetimeSeconds { get; set; } = 1800;

    /// <summary>
    /// By how much of it that is less, at random, so that they do not end all at once. From 0 to 1; the default is 0.25, which is HikariCP's.
    /// </summary>
    public double LifetimeJitter { get; set; } = 0.25;

    /// <summary>How long a call waits for one, in milliseconds. From 0, for as long as it takes, to 86 400 000; the default is 15 000.</summary>
    public int AcquireTimeoutMs { get; set; } = 15_000;

    /// <summary>How many calls may wait; the next is refused. From 0 to 1 000 000; the default is 100.</summary>
    public int Queue { get; set; } = 100;

    /// <summary>
    /// After how long without use or check an idle one is validated, in seconds. From 0, for never, to 86 400; the default is 120, which is
    /// HikariCP's.
    /// </summary>
    public double CheckSeconds { get; set; } = 120;

    /// <summary>How long one may take to be validated or reset, in milliseconds. From 1 to 86 400 000; the default is 5 000.</summary>
    public int CheckTimeoutMs { get; set; } = 5000;
}

namespace Ambassador.Pooling;

/// <summary>What a pool goes by. Defaults are those of Npgsql or HikariCP, as noted; ranges are checked where settings are read.</summary>
internal sealed record PoolRules
{
    /// <summary>How many targets there are at least, idle or not. From 0, the default (Npgsql's), to <see cref="Max"/>.</summary>
    public int Min { get; init; }

    /// <summary>How many targets there are at most, those being made included. From 1 to 10 000; the default is 10 (HikariCP's).</summary>
    public int Max { get; init; } = 10;

    /// <summary>How many calls may wait for a target besides those that one is being made for. From 0 to 1 000 000; the default is 100 (neither of the two has a limit).</summary>
    public int Queue { get; init; } = 100;

    /// <summary>How long a call waits for a target, and a target may take to be made. Up to a day, 0 for no bound; the default is 15 s (Npgsql's).</summary>
    public TimeSpan AcquireTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a target beyond <see cref="Min"/> may be idle. 0 for as long as it likes; the default is 5 minutes (Npgsql's).</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a target lives; one in use is disposed when it is returned. 0 for ever; the default is 30 minutes (HikariCP's).</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>By what share of <see cref="Lifetime"/> each target's is shortened at most, at random. From 0 to 1; the default is 0.25 (HikariCP's).</summary>
    public double LifetimeJitter { get; init; } = 0.25;

    /// <summary>After how long without use or check an idle target is validated. 0 for never; the default is 2 minutes (HikariCP's keepaliveTime).</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a target may take to be validated or reset. Above 0; the default is 5 s (HikariCP's validationTimeout).</summary>
    public TimeSpan CheckTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a shutdown waits for targets in use. From 0; the default is 30 s (the shutdown timeout of .NET's generic host).</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

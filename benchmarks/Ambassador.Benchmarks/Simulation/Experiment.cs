namespace Ambassador.Benchmarks.Simulation;

/// <summary>
/// The experiment of "Beyond Round Robin: Load Balancing for Latency" (Buoyant, 2016): 11 replicas with a median latency of 167 ms have 1 000 requests a second; one of them takes 2 s
/// for 30 seconds; whoever waits for 1 s gives up.
/// </summary>
/// <remarks>Not published are the whole distribution of latencies (here log-normal) and what surrounds the 30 seconds (here 15 on each side, which gives round robin the published 95%).</remarks>
internal sealed record Experiment
{
    public int Replicas { get; init; } = 11;

    public double RequestsPerSecond { get; init; } = 1_000;

    public TimeSpan Median { get; init; } = TimeSpan.FromMilliseconds(167);

    /// <summary>The standard deviation of the logarithm of latencies.</summary>
    public double Spread { get; init; } = 0.4;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan SlowFrom { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan SlowUntil { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the slow replica takes while it is slow.</summary>
    public TimeSpan Slow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the slow replica, in that time, fails after <see cref="Slow"/> instead of answering.</summary>
    public bool Fails { get; init; }

    public int Seed { get; init; } = 1;
}

namespace Ambassador.Benchmarks.Simulation;

/// <summary>
/// The experiment of "Beyond Round Robin: Load Balancing for Latency" (Buoyant, 2016): 11 replicas with a median latency of 167 ms have 1 000 requests a second; one of them takes 2 s
/// for 30 seconds; what takes longer than 1 s has failed.
/// </summary>
/// <remarks>
/// It was run with Finagle's simulator (finagle-benchmark, loadbalancer/Simulation.scala), for 60 seconds of which the replica is slow from the 15th to the 45th, on recorded latencies of
/// 165 ms and a little more: here 165 ms and an exponential tail. Requests come at random here, which is harder on balancers than one every millisecond.
/// </remarks>
internal sealed record Experiment
{
    public int Replicas { get; init; } = 11;

    public double RequestsPerSecond { get; init; } = 1_000;

    /// <summary>The shortest latency.</summary>
    public TimeSpan Floor { get; init; } = TimeSpan.FromMilliseconds(165);

    /// <summary>How much more than that it is on average.</summary>
    public TimeSpan Tail { get; init; } = TimeSpan.FromMilliseconds(3);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether whoever has waited for the timeout gives up, as callers do. The simulator let them wait, and counted.</summary>
    public bool GivesUp { get; init; } = true;

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan SlowFrom { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan SlowUntil { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the slow replica takes while it is slow.</summary>
    public TimeSpan Slow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the slow replica, in that time, fails after <see cref="Slow"/> instead of answering.</summary>
    public bool Fails { get; init; }

    public int Seed { get; init; } = 1;
}

namespace Ambassador.Benchmarks.Simulation;

/// <summary>Time that passes when the simulation says so.</summary>
internal sealed class VirtualTime : TimeProvider
{
    public long Ticks { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Ticks;
}

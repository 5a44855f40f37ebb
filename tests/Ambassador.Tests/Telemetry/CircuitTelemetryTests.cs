using Ambassador.Tests.Services;

namespace Ambassador.Tests.Telemetry;

public class CircuitTelemetryTests
{
    private const string Transitions = "ambassador.circuit.transitions";
    private const string State = "ambassador.circuit.state";

    private static readonly PolicySettings Settings = new() { Breaker = 1, BreakerMinimumThroughput = 1, BreakerBreakSeconds = 5 };

    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Every_transition_is_counted_by_the_state_it_leads_to(Kind kind)
    {
        using var observed = new Observation(Settings, n => n <= 2 ? throw new IOException() : Task.FromResult(n));
        using var measurements = observed.Measure();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.CallAsync(kind));
        observed.Time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<IOException>(() => observed.Service.CallAsync(kind));
        observed.Time.Advance(TimeSpan.FromSeconds(5));
        await observed.Service.CallAsync(kind);

        Assert.Equal(
            ["open", "half_open", "open", "half_open", "closed"],
            measurements.Of(Transitions).Select(transition => transition.Tag("ambassador.circuit.state")));
        Assert.All(measurements.Of(Transitions), transition => Assert.Equal(Methods.Of(kind), transition.Tag("ambassador.method")));
    }

    [Fact]
    public async Task The_gauge_says_what_state_a_circuit_is_in()
    {
        var probe = new TaskCompletionSource<int>();
        using var observed = new Observation(Settings, n => n == 1 ? throw new IOException() : probe.Task);
        using var measurements = observed.Measure();
        List<double> levels = [Level()];

        await Assert.ThrowsAsync<IOException>(() => observed.Service.GetTaskAsync(1));
        levels.Add(Level());
        observed.Time.Advance(TimeSpan.FromSeconds(5));
        var call = observed.Service.GetTaskAsync(1);
        levels.Add(Level());
        probe.SetResult(1);
        await call;
        levels.Add(Level());

        Assert.Equal([0, 2, 1, 0], levels);

        double Level()
        {
            measurements.Observe(State);
            return measurements.Of(State).Last(state => state.Tag("ambassador.method") == nameof(IService.GetTaskAsync)).Value;
        }
    }
}

using System.Diagnostics.Metrics;
using Ambassador.Tests.Services;
using Polly.CircuitBreaker;

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

        double Level() => Gauge(measurements, nameof(IService.GetTaskAsync));
    }

    [Fact]
    public async Task Isolating_and_closing_by_hand_are_transitions_and_states_like_others()
    {
        using var observed = new Observation(Settings, Task.FromResult);
        using var measurements = observed.Measure();
        var circuit = new AmbassadorCircuits<IObserved>(observed.Runtime, observed.Key)[nameof(IService.GetTaskAsync)];

        circuit.Isolate();
        Assert.Equal(3, Gauge(measurements, nameof(IService.GetTaskAsync)));
        await Assert.ThrowsAsync<IsolatedCircuitException>(() => observed.Service.GetTaskAsync(1));
        circuit.Close();
        Assert.Equal(0, Gauge(measurements, nameof(IService.GetTaskAsync)));

        Assert.Equal(["isolated", "closed"], measurements.Of(Transitions).Select(transition => transition.Tag("ambassador.circuit.state")));
        Assert.Equal("rejected", Assert.Single(measurements.Of("ambassador.call.duration")).Tag("ambassador.outcome"));
    }

    [Fact]
    public async Task A_circuit_of_the_interface_is_measured_once_and_without_a_method()
    {
        using var observed = new Observation(Settings with { BreakerScope = PolicyScope.Interface }, _ => throw new IOException());
        using var measurements = observed.Measure();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.GetTaskAsync(1));
        measurements.Observe(State);

        var state = Assert.Single(measurements.Of(State));
        Assert.Equal((2.0, null), (state.Value, state.Tag("ambassador.method")));
        Assert.Null(Assert.Single(measurements.Of(Transitions)).Tag("ambassador.method"));
    }

    [Fact]
    public void A_circuit_that_no_method_goes_through_any_more_is_not_measured()
    {
        using var observed = new Observation(Settings, Task.FromResult);
        using var measurements = observed.Measure();
        measurements.Observe(State);
        Assert.Equal(6, measurements.Of(State).Count);

        observed.Runtime.Overrides = Overrides.Of<IObserved>(Settings with { BreakerScope = PolicyScope.Interface });
        measurements.Observe(State);
        Assert.Equal(7, measurements.Of(State).Count);

        observed.Runtime.Overrides = Overrides.Of<IObserved>(Settings);
        measurements.Observe(State);
        Assert.Equal(13, measurements.Of(State).Count);
    }

    [Fact]
    public async Task A_circuit_of_a_group_is_measured_once_and_by_its_name()
    {
        var group = $"group {Guid.NewGuid()}";
        List<(double Level, KeyValuePair<string, object?>[] Tags)> measured = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is State or Transitions)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, level, tags, _) => Keep(level, tags));
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Keep(count, tags));
        using var observed = new Observation(Settings with { BreakerGroup = group }, _ => throw new IOException());
        listener.Start();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.GetTaskAsync(1));
        listener.RecordObservableInstruments();

        Assert.Equal([1, 2], measured.Select(each => each.Level));
        Assert.Equal(
            [new("ambassador.circuit.group", group), new KeyValuePair<string, object?>("ambassador.circuit.state", "open")], measured[0].Tags);
        Assert.Equal([new KeyValuePair<string, object?>("ambassador.circuit.group", group)], measured[1].Tags);

        void Keep(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Contains(new("ambassador.circuit.group", group)))
                measured.Add((value, tags.ToArray()));
        }
    }

    private static double Gauge(Measurements measurements, string method)
    {
        measurements.Observe(State);
        return measurements.Of(State).Last(state => state.Tag("ambassador.method") == method).Value;
    }
}

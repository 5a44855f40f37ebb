using System.Diagnostics.Metrics;
using Polly.CircuitBreaker;

namespace Ambassador.Telemetry;

/// <summary>The gauge of circuits' states. It follows the circuits of every runtime without keeping any alive.</summary>
internal static class CircuitStates
{
    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<CircuitTelemetry>> Followed = [];

    static CircuitStates() => Instruments.Meter.CreateObservableGauge(
        "ambassador.circuit.state", Observe, "{state}", "The state of circuits: 0 closed, 1 half-open, 2 open, 3 isolated.");

    public static void Follow(CircuitTelemetry circuit)
    {
        lock (Gate)
        {
            Followed.RemoveAll(static reference => !reference.TryGetTarget(out _));
            Followed.Add(new(circuit));
        }
    }

    private static List<Measurement<int>> Observe()
    {
        List<Measurement<int>> states = [];
        lock (Gate)
        {
            foreach (var reference in Followed)
            {
                if (reference.TryGetTarget(out var circuit) && circuit.State is { } state)
                    states.Add(new(Level(state), circuit.Tags));
            }
        }

        return states;
    }

    private static int Level(CircuitState state) => state switch
    {
        CircuitState.Closed => 0,
        CircuitState.HalfOpen => 1,
        CircuitState.Open => 2,
        _ => 3,
    };
}

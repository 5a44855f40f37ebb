using System.Runtime.CompilerServices;
using Ambassador.Targets;
using Ambassador.Telemetry;

namespace Ambassador.CircuitBreaking;

/// <summary>A circuit for each target, which is forgotten with it. Safe for concurrent use.</summary>
/// <param name="factory">Makes circuits.</param>
/// <param name="describe">What the circuit of a target reports.</param>
internal sealed class TargetCircuits(CircuitFactory factory, Func<Target, CircuitTelemetry> describe)
{
    private readonly ConditionalWeakTable<Target, Circuit> _circuits = [];
    private volatile CircuitSettings? _settings;

    /// <summary>Puts other settings in force, for those that there are and those to come.</summary>
    public TargetCircuits Apply(CircuitSettings settings)
    {
        _settings = settings;
        foreach (var (_, circuit) in _circuits)
            circuit.Join(this, settings);

        return this;
    }

    /// <summary>The circuit of a target.</summary>
    public Circuit Of(Target target) => _circuits.TryGetValue(target, out var circuit) ? circuit : Make(target);

    private Circuit Make(Target target)
    {
        var circuit = _circuits.GetValue(target, target => factory.Create(describe(target)));
        circuit.Join(this, _settings!);
        return circuit;
    }
}

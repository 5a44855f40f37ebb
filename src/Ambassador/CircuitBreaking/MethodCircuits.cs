using Ambassador.Telemetry;

namespace Ambassador.CircuitBreaking;

/// <summary>
/// The circuits that a method's attempts may go through (its own, its interface's, those of groups), and the one that they do go through by the settings
/// in force. A circuit that they no longer go through keeps its state. Not for concurrent use.
/// </summary>
/// <param name="factory">Makes circuits, and has those of groups.</param>
/// <param name="method">The method.</param>
/// <param name="ofInterface">The circuit that the interface's methods may share.</param>
/// <param name="ofTargets">The circuits of targets that they may share.</param>
internal sealed class MethodCircuits(CircuitFactory factory, MethodTelemetry method, Lazy<Circuit> ofInterface, TargetCircuits ofTargets)
{
    private readonly TargetCircuits _ownOfTargets = new(factory, method.ForCircuit);
    private Circuit? _own;
    private Circuit? _current;

    /// <summary>The circuit by these settings, with them in force there if the method is the first that has joined it; null where there is none.</summary>
    public Circuit? Apply(Policy policy)
    {
        var circuit = Find(policy);
        var isNew = circuit != _current;
        if (isNew)
            _current?.Leave(this);

        // Only the first time: during a reload the methods of a circuit get their new settings one after the other.
        if (circuit?.Join(this, policy.Circuit) == false && isNew)
            circuit.SettingsIgnoredFor(method.DisplayName);

        return _current = circuit;
    }

    /// <summary>The circuits of targets by these settings; null where a method's attempts share one whatever target they go to.</summary>
    public TargetCircuits? ApplyToTargets(Policy policy)
    {
        if (!policy.Breaks || !policy.BreaksByTarget || policy.CircuitGroup is not null)
            return null;

        return (policy.CircuitScope == PolicyScope.Interface ? ofTargets : _ownOfTargets).Apply(policy.Circuit);
    }

    private Circuit? Find(Policy policy) => policy switch
    {
        { Breaks: false } => null,
        { CircuitGroup: { } group } => factory.OfGroup(group),
        { CircuitScope: PolicyScope.Interface } => ofInterface.Value,
        _ => _own ??= factory.Create(method.ForCircuit()),
    };
}

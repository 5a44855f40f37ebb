using Ambassador;

namespace Replicas.Clients;

/// <summary>A way to choose among replicas.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Settings">What is set in place of what <see cref="Service.IReplica"/> is annotated with.</param>
internal sealed record Choice(string Name, PolicySettings Settings)
{
    public static readonly Choice RoundRobin = Of(BalancingAlgorithm.RoundRobin);
    public static readonly Choice PeakEwma = Of(BalancingAlgorithm.PeakEwma);
    public static readonly Choice RoundRobinEject = Of(BalancingAlgorithm.RoundRobin, eject: true);

    /// <summary>Everything that the interface is annotated with.</summary>
    public static readonly Choice AsAnnotated = new("PeakEwma, eject, retry", new PolicySettings());

    public static readonly IReadOnlyList<Choice> All =
    [
        RoundRobin, Of(BalancingAlgorithm.Random), Of(BalancingAlgorithm.LeastRequests), PeakEwma,
        RoundRobinEject, Of(BalancingAlgorithm.LeastRequests, eject: true), Of(BalancingAlgorithm.PeakEwma, eject: true), AsAnnotated,
    ];

    public static readonly IReadOnlyList<Choice> Few = [RoundRobin, PeakEwma, RoundRobinEject, AsAnnotated];

    // Without retries, so that each choice tells.
    private static Choice Of(BalancingAlgorithm algorithm, bool eject = false) =>
        new(eject ? $"{algorithm}, eject" : $"{algorithm}", new PolicySettings { Balance = algorithm, Eject = eject, Retry = 0 });
}

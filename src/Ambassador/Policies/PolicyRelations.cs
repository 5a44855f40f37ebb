namespace Ambassador;

/// <summary>
/// Which settings bound each other. The generator's project compiles this same file, so that the build, the start of the host and a reload find the same contradictions.
/// </summary>
internal static class PolicyRelations
{
    // What Pool is where code makes instances for a pool and nothing is said.
    private const int DefaultPool = 10;

    public static IReadOnlyList<PolicyRelation> All { get; } =
    [
        new(PolicyRules.RetryDelayMs, PolicyRules.RetryMaxDelayMs),
        new(PolicyRules.BreakerBreakSeconds, PolicyRules.BreakerMaxBreakSeconds) { AtZero = double.PositiveInfinity },
        new(PolicyRules.AdaptiveConcurrencyMin, PolicyRules.AdaptiveConcurrencyMax),
        new(PolicyRules.AdaptiveConcurrencyMin, PolicyRules.AdaptiveConcurrencyInitial) { Following = PolicyRules.AdaptiveConcurrencyInitial },
        new(PolicyRules.AdaptiveConcurrencyInitial, PolicyRules.AdaptiveConcurrencyMax) { Following = PolicyRules.AdaptiveConcurrencyInitial },
        new(PolicyRules.BalanceMinRingSize, PolicyRules.BalanceMaxRingSize),
        new(PolicyRules.EjectBaseSeconds, PolicyRules.EjectMaxSeconds) { Following = PolicyRules.EjectMaxSeconds },
        new(PolicyRules.PoolMin, PolicyRules.Pool) { AtZero = DefaultPool },
    ];
}

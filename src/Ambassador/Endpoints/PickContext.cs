namespace Ambassador.Targets;

/// <summary>What there is to know about the attempt that a target is picked for.</summary>
/// <param name="hash">The hash of the call's key; null for a call without one.</param>
/// <param name="tried">The targets that earlier attempts of the call went to; null for a first attempt.</param>
public readonly struct PickContext(ulong? hash = null, IReadOnlyCollection<Target>? tried = null)
{
    /// <summary>The hash of the call's key; null for a call without one.</summary>
    public ulong? Hash { get; } = hash;

    /// <summary>Whether this is another attempt of a call that has been made before: another target should have it, if there is one.</summary>
    public bool IsAnotherAttempt => tried is not null;

    /// <summary>
    /// How many picks for this attempt came to nothing, because the target had been tried or had gone. Who goes by <see cref="Hash"/> alone would pick the same one again.
    /// </summary>
    public int Redraw { get; private init; }

    /// <summary>Whether an earlier attempt of the call went to a target.</summary>
    /// <param name="target">The target.</param>
    public bool IsTried(Target target) => tried is not null && tried.Contains(target);

    /// <summary>The context for picking once more.</summary>
    internal PickContext Again() => this with { Redraw = Redraw + 1 };
}

namespace Ambassador;

/// <summary>Settings that code gives: whether they may stand, and what comes of those for one call.</summary>
internal static class SettingsChecks
{
    // What has no effect on other calls.
    private static readonly PolicyRule[] s_ofOneCall =
    [
        PolicyRules.Retry,
        PolicyRules.RetryDelayMs,
        PolicyRules.RetryMaxDelayMs,
        PolicyRules.RetryBackoff,
        PolicyRules.RetryJitter,
        PolicyRules.TimeoutMs,
        PolicyRules.TotalTimeoutMs,
        PolicyRules.PropagateDeadline,
        PolicyRules.CacheSeconds,
        PolicyRules.Hedge,
        PolicyRules.HedgeAfterMs,
    ];

    /// <summary>Throws at the first value that its rule does not allow.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="owner">The interface or method that they are for, as the message names it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static void ThrowIfOutOfRange(this PolicySettings settings, string owner)
    {
        ThrowIfOutOfRange(settings.Values, owner);
        foreach (var (type, own) in settings.Failures.ByType)
            ThrowIfOutOfRange(own, $"{owner}, on {type},");
    }

    /// <summary>Settings that are in their ranges each and contradict each other, in words.</summary>
    /// <param name="settings">What is in force.</param>
    /// <param name="ofTargets">Whether those that concern targets are asked for, or the others.</param>
    public static IEnumerable<string> Contradictions(this PolicySettings settings, bool ofTargets)
    {
        foreach (var relation in PolicyRelations.All)
        {
            if (relation.IsOfTargets != ofTargets)
                continue;

            if (relation.Contradiction(settings.Values.Number) is { } values)
                yield return Contradiction(relation, values, "");

            if (!relation.IsByFailure)
                continue;

            foreach (var (type, own) in settings.Failures.ByType)
            {
                if ((own.Has(relation.Lesser) || own.Has(relation.Greater)) && relation.Contradiction(own.Over(settings.Values).Number) is { } theirs)
                    yield return Contradiction(relation, theirs, $" on {type}");
            }
        }
    }

    /// <summary>Throws at the first setting that a single call cannot have otherwise.</summary>
    /// <exception cref="ArgumentException">A setting concerns other calls too.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static void ThrowIfNotForOneCall(this PolicySettings settings)
    {
        ThrowIfNotForOneCall(settings.Values);
        foreach (var own in settings.Failures.ByType.Values)
            ThrowIfNotForOneCall(own);

        settings.ThrowIfOutOfRange("a call");
    }

    /// <summary>These settings as a caller has them otherwise: what the caller sets holds whatever fails.</summary>
    public static PolicySettings OverriddenBy(this PolicySettings settings, PolicySettings call)
    {
        var result = settings;
        foreach (var type in settings.Failures.ByType.Keys)
            result = result.On(type, call);

        return call.Over(result);
    }

    private static string Contradiction(PolicyRelation relation, (double Lesser, double Greater) values, string on) =>
        $"{relation.Lesser.Name}{on} is {relation.Lesser.Show(values.Lesser)}, but {relation.Greater.Name} is {relation.Greater.Show(values.Greater)}.";

    private static void ThrowIfOutOfRange(SettingValues settings, string owner)
    {
        foreach (var rule in PolicyRules.All)
        {
            if (rule.Kind != SettingKind.Text && settings.Number(rule) is { } value && !rule.Allows(value))
                throw new ArgumentOutOfRangeException(nameof(settings), $"{rule.Name} of {owner} is {rule.Show(value)}, but must be {rule.Range}.");
        }
    }

    private static void ThrowIfNotForOneCall(SettingValues settings)
    {
        foreach (var rule in PolicyRules.All)
        {
            if (settings.Has(rule) && !s_ofOneCall.Contains(rule))
            {
                throw new ArgumentException(
                    $"{rule.Name} cannot be set for a call. What can: {string.Join(", ", s_ofOneCall.Select(allowed => allowed.Name))}.", nameof(settings));
            }
        }
    }
}

namespace Ambassador.Ambient;

/// <summary>What a caller sets for the calls that it makes within a scope. Immutable.</summary>
/// <param name="outer">What is set by the scope around it, if there is one.</param>
/// <param name="target">The interface whose calls are meant; null for all.</param>
/// <param name="settings">What is set.</param>
internal sealed class CallOverride(CallOverride? outer, Type? target, PolicySettings settings)
{
    /// <summary>What is set for calls of an ambassador; null for nothing. Of several scopes the innermost wins, setting by setting.</summary>
    /// <param name="decorated">The interface that the ambassador decorates.</param>
    public PolicySettings? For(Type decorated)
    {
        var less = outer?.For(decorated);
        if (target is not null && !target.IsAssignableFrom(decorated))
            return less;

        return less is null ? settings : settings.Over(less);
    }
}

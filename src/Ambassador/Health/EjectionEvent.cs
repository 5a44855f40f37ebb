using Ambassador.Targets;

namespace Ambassador.Health;

/// <summary>What has become of a target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Cause">What spoke for ejecting it; null when it has returned.</param>
/// <param name="Duration">How long it is ejected at least; zero unless it is. It returns with the next interval after that.</param>
internal readonly record struct EjectionEvent(Target Target, EjectionEventKind Kind, EjectionCause? Cause = null, TimeSpan Duration = default);

/// <summary>What an outlier detector has to tell.</summary>
internal enum EjectionEventKind
{
    /// <summary>It is ejected.</summary>
    Ejected,

    /// <summary>It is an outlier, but the rules only want to be told (Envoy: detected, not enforced).</summary>
    NotEnforced,

    /// <summary>It is an outlier, but as many are ejected as may be (Envoy: overflow).</summary>
    TooMany,

    /// <summary>It gets calls again.</summary>
    Returned,
}

namespace Ambassador.Pooling;

/// <summary>Why pools dispose targets, as telemetry names it.</summary>
internal static class DiscardReason
{
    /// <summary>The call on it was answered with a failure.</summary>
    public const string Failed = "failed";

    /// <summary>The call on it had no answer.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>The call on it was abandoned.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>It could not be reset after a call.</summary>
    public const string Reset = "reset";

    /// <summary>It was found to be no good while it was idle.</summary>
    public const string Invalid = "invalid";

    /// <summary>It was idle for too long.</summary>
    public const string Idle = "idle";

    /// <summary>Its lifetime was over.</summary>
    public const string Expired = "expired";

    /// <summary>The pool may have fewer than before.</summary>
    public const string Surplus = "surplus";

    /// <summary>The pool has shut down.</summary>
    public const string Shutdown = "shutdown";
}

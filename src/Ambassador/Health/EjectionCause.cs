namespace Ambassador.Health;

/// <summary>What speaks for ejecting a target.</summary>
internal enum EjectionCause
{
    /// <summary>Failures in a row.</summary>
    ConsecutiveFailures,

    /// <summary>Attempts without an answer in a row.</summary>
    ConsecutiveUnanswered,

    /// <summary>It succeeds much less often than the others.</summary>
    SuccessRate,

    /// <summary>It answers much less often than the others.</summary>
    SuccessRateUnanswered,

    /// <summary>Too many of its attempts fail.</summary>
    FailurePercentage,

    /// <summary>Too many of its attempts get no answer.</summary>
    FailurePercentageUnanswered,
}

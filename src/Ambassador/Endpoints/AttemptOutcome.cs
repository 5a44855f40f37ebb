namespace Ambassador.Targets;

/// <summary>How an attempt on a target has ended.</summary>
public enum AttemptOutcome
{
    /// <summary>The target answered.</summary>
    Succeeded = 0,

    /// <summary>The target answered with a failure.</summary>
    Failed = 1,

    /// <summary>There was no answer: no connection, a broken one, or none in time. Envoy calls it a failure of local origin.</summary>
    Unanswered = 2,

    /// <summary>The caller gave up, or another attempt won: it says nothing about the target.</summary>
    Abandoned = 3,
}

namespace Replicas.Traffic;

/// <summary>How an attempt on a replica ended.</summary>
internal enum AttemptEnd
{
    /// <summary>It is under way.</summary>
    None,

    Answered,

    /// <summary>The caller waited no longer.</summary>
    GivenUp,

    /// <summary>There was no connection, or it broke.</summary>
    Broken,
}

/// <summary>An attempt on a replica.</summary>
/// <param name="At">When it began, from the start of the run.</param>
/// <param name="End">How it ended.</param>
/// <param name="Latency">How long it took; zero while it is under way.</param>
internal readonly record struct Attempt(TimeSpan At, AttemptEnd End, TimeSpan Latency);

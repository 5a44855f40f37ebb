using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <content>Of timeouts and retries.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NoTimeForAttempts = Warning(
        "AMB0004",
        "The attempts take longer than the call may",
        "{0}: {1}, and TotalTimeoutMs is {2}: {3}; raise TotalTimeoutMs, or lower what the attempts and their waits take",
        "All attempts, each as long as its timeout allows, and the waits between them have to fit into the total timeout; otherwise the last of them have no effect but to hold the caller.");

    public static readonly DiagnosticDescriptor AttemptOutlastsCall = Error(
        "AMB0005",
        "The attempt timeout is not below the total timeout",
        "{0}: TimeoutMs is {1} and TotalTimeoutMs is {2}: no attempt can use up its own time, and nothing follows one that hangs; make TimeoutMs the smaller one",
        "The total timeout covers all attempts and the waits between them, so the timeout of one attempt has to be below it.");
}

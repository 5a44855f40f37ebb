using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>What is said of calls that are made again, given up, or made past the ambassador.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NoToken = Warning(
        "AMB0006",
        "A timeout cannot stop the inner call",
        "{0}: {1} = {2} {3}, because the method takes no CancellationToken; add one as its last parameter",
        "A timeout reaches the inner call through its cancellation token. Without one the caller is released at best, and the work goes on beside the next attempt.");

    public static readonly DiagnosticDescriptor UnusedToken = Warning(
        "AMB0007",
        "An implementation never uses its token",
        "'{0}' never uses '{1}': its call of '{2}', which takes a token, goes on when {3} of '{4}' {5}; hand the token on",
        "A timeout and a lost race reach the inner call through its cancellation token, which has to be handed on to what takes the time.");

    public static readonly DiagnosticDescriptor RetriedWrite = Warning(
        "AMB0008",
        "A write is retried",
        "{0}: Retry = {1} may make '{2}' {3} times, and {4}; mark it [Idempotent] if that is safe, or set Retry = 0 for it",
        "A failure does not say that nothing has happened. A call that writes may have done its work before it failed, and the retry does it again.");

    public static readonly DiagnosticDescriptor HandledError = Warning(
        "AMB0021",
        "Cancellations or errors of the program are handled",
        "{0}: [{1}] handles '{2}', {3}",
        "Errors of the program and cancellations are left alone unless an attribute names their types: the call is wrong, or no longer wanted, and the service is not to blame.");

    public static readonly DiagnosticDescriptor SelfCall = Info(
        "AMB0024",
        "A call goes past the ambassador",
        "'{0}' calls '{1}' on itself, past the ambassador and so without {2}; call it on an injected '{3}', or move what both need into a method of its own",
        "An ambassador stands in front of an implementation. What the implementation calls on itself never passes it.");
}

using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <content>Of circuits.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NeverOpens = Warning(
        "AMB0013",
        "The circuit can never open",
        "{0}: the circuit looks at its ratio once there are {1} attempts within {2}, and the rate limit allows {3} at most: it can never open; lower BreakerMinimumThroughput to that, or raise BreakerSamplingSeconds to {4}",
        "Ratios of failed and slow attempts are looked at once the sampling window holds the minimum throughput, which a rate limit may keep out of reach.");

    public static readonly DiagnosticDescriptor WindowTooShort = Warning(
        "AMB0014",
        "Failures leave the sampling window before they count",
        "{0}: BreakerSamplingSeconds is {1} and TimeoutMs is {2}: attempts that time out one after the other have left the window before there are {3}; make BreakerSamplingSeconds at least {4}",
        "A sampling window has to be at least twice as long as an attempt may take, or else failures that take long are forgotten before others follow.");

    public static readonly DiagnosticDescriptor NeverSlow = Warning(
        "AMB0015",
        "No attempt can be slow",
        "{0}: BreakerSlowCallMs is {1} and {2} is {3}: {4}; make BreakerSlowCallMs less than {3}",
        "An attempt ends at its timeout, so the time from which on it counts as slow has to be below that.");

    public static readonly DiagnosticDescriptor DoomedRetries = Info(
        "AMB0016",
        "Retries of an open circuit are over before it closes",
        "{0}: retries of BrokenCircuitException wait {1} in all, and the circuit stays open for {2}: every one is doomed, and of what the method's own circuit refuses none is made; leave them out, or let a [Fallback] answer",
        "An open circuit refuses every attempt until its break is over; retrying the refusal helps nobody before that.");
}

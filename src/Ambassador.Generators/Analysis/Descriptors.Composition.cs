using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Diagnostics of how a program is composed: what is injected into what, registered, and wrapped by hand.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RetryAmplification = Warning(
        "AMB0017",
        "Retries multiply along a path of injections",
        "{0}: up to {1} calls of '{2}' for one of '{3}', more than {4}; retry at one of these levels only",
        "Each attempt of the outer service makes all attempts of the inner one. When the innermost is down, the attempts of all levels multiply, and it gets the product of them.");

    public static readonly DiagnosticDescriptor HedgedScopedService = Warning(
        "AMB0023",
        "Attempts side by side share what serves one at a time",
        "'{0}': up to {1} attempts run side by side on one '{2}', {3}; inject a factory that makes one for each call, or do not hedge",
        "Hedged attempts call one implementation concurrently. What it got from its constructor is shared by them: a DbContext, a connection, a session or another service with the state of one scope.");

    public static readonly DiagnosticDescriptor NeverDecorated = Warning(
        "AMB0025",
        "A registration is not decorated",
        "{0}: registered without an ambassador, because nothing calls AddGeneratedAmbassadors(); call it after the registrations",
        "AddGeneratedAmbassadors() puts the ambassadors before the services that are registered. Without it the attributes of an interface have no effect.");

    public static readonly DiagnosticDescriptor DecoratedTooEarly = Warning(
        "AMB0025",
        "A registration is not decorated",
        "{0}: registered after AddGeneratedAmbassadors() and so without an ambassador; call it after the registrations",
        "AddGeneratedAmbassadors() decorates what is registered when it is called. What is registered later has no ambassador.");

    public static readonly DiagnosticDescriptor DoubleRetry = Info(
        "AMB0028",
        "A retried call is retried again by hand",
        "'{0}' is retried by its ambassador already, up to {1} attempts, and {2} may make all of them again; retry in one place only",
        "A loop or a Polly pipeline around a call that its ambassador retries multiplies the attempts, and each round begins with a back-off of its own.");

    public static readonly DiagnosticDescriptor ConfigurationMistake = Info(
        "AMB0027",
        "Configuration contradicts or misspells what it configures",
        "'{0}' {1}",
        "A key of the section Ambassador names an annotated interface, one of its methods or a setting, and a value is within its setting's range. What a file sets in every environment need not stand in an attribute, too.");
}

using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Settings that contradict each other, details without what they are details of, and targets.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor SettingsContradict = Error(
        "AMB0001",
        "A setting is outside its range",
        "{0}: {1} exceeds {2}; lower the one or raise the other",
        "Some settings bound others: a first wait cannot be longer than the longest. The same rule holds for configuration.");

    public static readonly DiagnosticDescriptor DetailWithoutEffect = Warning(
        "AMB0003",
        "An attribute has no effect",
        "{0}: {1} has no effect: {2}",
        "Policies need an ambassador and a call whose arguments can be kept for another attempt and whose result is one value or a stream; a detail needs the policy that it is a detail of.");

    public static readonly DiagnosticDescriptor SetOtherwise = Warning(
        "AMB0026",
        "One thing is set twice",
        "{0}: {1} has no effect: {2} sets {3} in the same place, and wins; keep one of the two",
        "Of two attributes of one symbol that set one thing, that of the single policy wins over [Ambassador], and the first of two alike.");

    public static readonly DiagnosticDescriptor NoPrime = Error(
        "AMB0030",
        "The size of a Maglev table is not a prime",
        "{0}: BalanceTableSize = {1} is not a prime number, as the size of a Maglev table must be; the nearest are {2}",
        "A Maglev table is filled by steps that come to every place only if its size is a prime number.");

    public static readonly DiagnosticDescriptor NeverEjects = Warning(
        "AMB0031",
        "Ejection can never eject a target",
        "'{0}' never ejects one of the {1} targets that are declared here: one of them is {2}% of all, and EjectMaxPercent is {3}; raise it to {4}, or leave EjectAtLeastOne on",
        "A target is ejected as long as the ejected, itself included, are no more than a percentage of all. Of few targets one is more than that.");

    public static readonly DiagnosticDescriptor NoKey = Warning(
        "AMB0032",
        "Targets are chosen by the hash of a key that no method has",
        "{0}: {1} chooses targets by the hash of a key, but no method has a parameter with [HashKey], so that chance chooses; mark one, or take another algorithm",
        "RingHash and Maglev send calls with equal keys to one target. Which arguments are the key is said by [HashKey]; without it the hash is drawn at random.");

    public static readonly DiagnosticDescriptor HedgedToOne = Warning(
        "AMB0033",
        "Hedged attempts have one target to go to",
        "'{0}' is hedged, but one target of '{1}' is declared here, so that attempts side by side go to the one that is slow; declare another, or do not hedge",
        "A hedge is another attempt beside one that is slow, at another target where there is one. With one target it doubles the load on what is slow.");
}

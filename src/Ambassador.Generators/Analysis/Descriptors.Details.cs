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

    public static readonly DiagnosticDescriptor SetOtherwise = Warning(
        "AMB0026",
        "One thing is set twice",
        "{0}: {1} has no effect: {2} sets {3} in the same place, and wins; keep one of the two",
        "Of two attributes of one symbol that set one thing, that of the single policy wins over [Ambassador], and the first of two alike.");
}

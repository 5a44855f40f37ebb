using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Every diagnostic there is. Each has a section of the same name in docs/diagnostics.md and a line in the release files.</summary>
internal static class Descriptors
{
    public const string Category = "Ambassador";

    public static readonly DiagnosticDescriptor SettingOutOfRange = Error(
        "AMB001",
        "A setting is outside its range",
        "{0}: {1} = {2} is outside its range; it must be {3}",
        "The value of a policy setting must be within the range that the setting's documentation states. The same rule holds for configuration.");

    public static readonly DiagnosticDescriptor NotDecoratable = Error(
        "AMB002",
        "The interface cannot be decorated",
        "'{0}' cannot have an ambassador: {1} {2}",
        "An ambassador implements its interface by calling another implementation of it. Some members cannot be implemented so, and some interfaces cannot be named by another type.");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "AMB003",
        "The ambassador's class name is taken",
        "The ambassador of '{0}' would be called '{1}', which is taken by {2}",
        "An ambassador stands in its interface's namespace and is named after it, less a leading I, plus Ambassador. That name must be free.");

    public static readonly DiagnosticDescriptor NotAnInterface = Error(
        "AMB004",
        "An assembly's attribute names no interface",
        "'{0}' cannot have an ambassador: {1}",
        "AmbassadorFor and AmbassadorForMethod name an interface; a generic one is named without type arguments.");

    public static readonly DiagnosticDescriptor NoSuchMethod = Error(
        "AMB005",
        "A method's settings apply to nothing",
        "The settings of '{0}.{1}' apply to nothing: {2}",
        "AmbassadorForMethod names a method of an interface for which the same assembly has an AmbassadorFor, and names it once.");

    public static readonly DiagnosticDescriptor AnnotatedTwice = Error(
        "AMB006",
        "The interface is annotated twice",
        "'{0}' has an ambassador already, by {1}",
        "An interface has one ambassador and one set of settings: from its own attribute or from one AmbassadorFor.");

    public static readonly DiagnosticDescriptor NoFallback = Error(
        "AMB009",
        "The fallback does not fit",
        "'{0}' cannot fall back on '{1}': {2}",
        "A fallback is a method of the interface with the parameters and the return type of the method that it answers for, optionally with an Exception behind the arguments; or another implementation of the interface.");

    public static readonly DiagnosticDescriptor NoSuchParameter = Error(
        "AMB008",
        "A limit is partitioned by a parameter that does not exist",
        "{0}: [{1}] is partitioned by '{2}', which is not one of the method's arguments",
        "PartitionBy names a parameter of the method; on an interface, one that each of its methods has, unless the method says otherwise with an attribute of its own.");

    public static readonly DiagnosticDescriptor NoFittingMember = Error(
        "AMB010",
        "A named method does not exist or does not fit",
        "{0}: {1} = \"{2}\" names no method of the interface that fits; it must be '{3}'",
        "What a policy leaves to code is a static method of the interface that is accessible to the whole project and has the signature that the policy asks for.");

    public static readonly DiagnosticDescriptor NoEffect = Warning(
        "AMB007",
        "The attribute of a method has no effect",
        "The settings of '{0}' have no effect: {1}",
        "Policies need a call whose arguments can be kept for another attempt and whose result is one value. Every other method is forwarded as it is, whatever is set for it.");

    public static readonly DiagnosticDescriptor NoAmbassador = Warning(
        "AMB011",
        "A policy stands where there is no ambassador",
        "[{0}] of '{1}' has no effect: '{2}' has no ambassador",
        "The attributes of single policies say what an ambassador does. There is one where the interface, a method of it or an interface that inherits it carries [Ambassador], or where an AmbassadorFor names it.");

    public static readonly DiagnosticDescriptor KeyWithoutBalance = Warning(
        "AMB012",
        "A hash key without a balance",
        "[HashKey] of '{0}' in '{1}' has no effect: '{2}' does not carry [Balance]",
        "Which target a key goes to is for [Balance] of the interface to say: RingHash, Maglev or Sticky. Configuration and code may then choose another.");

    public static readonly DiagnosticDescriptor Probe = Error(
        "AMB013",
        "A health probe does not fit",
        "Targets cannot be checked by '{0}': {1}",
        "The method that carries [HealthProbe] returns a task of nothing, of a bool or of a TargetHealth, and takes a token at most; there is one in an interface without type parameters.");

    private static DiagnosticDescriptor Error(string id, string title, string message, string description) =>
        Create(id, title, message, DiagnosticSeverity.Error, description);

    private static DiagnosticDescriptor Warning(string id, string title, string message, string description) =>
        Create(id, title, message, DiagnosticSeverity.Warning, description);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity, string description) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, description, $"docs/diagnostics.md#{id.ToLowerInvariant()}");
}

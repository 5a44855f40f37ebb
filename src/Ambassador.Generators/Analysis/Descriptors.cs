using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Every diagnostic there is. Each has a page of its own in docs/diagnostics and a line in the release files.</summary>
internal static partial class Descriptors
{
    public const string Category = "Ambassador";

    public static readonly DiagnosticDescriptor SettingOutOfRange = Error(
        "AMB0001",
        "A setting is outside its range",
        "{0}: {1} = {2} is outside its range; it must be {3}",
        "The value of a policy setting must be within the range that the setting's documentation states. The same rule holds for configuration.");

    public static readonly DiagnosticDescriptor NotDecoratable = Error(
        "AMB0002",
        "The interface cannot be decorated",
        "'{0}' cannot have an ambassador: {1}",
        "An ambassador implements its interface by calling another implementation of it. Some members cannot be implemented so, and some interfaces cannot be named by another type.");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "AMB0029",
        "The ambassador's class name is taken",
        "The ambassador of '{0}' would be called '{1}', which is taken by {2}",
        "An ambassador stands in its interface's namespace and is named after it, less a leading I, plus Ambassador. That name must be free.");

    public static readonly DiagnosticDescriptor NoSuchMethod = Error(
        "AMB0020",
        "What an attribute names does not exist or does not fit",
        "The settings of '{0}.{1}' apply to nothing: {2}",
        "AmbassadorForMethod names a method of an interface for which the same assembly has an AmbassadorFor, and names it once.");

    public static readonly DiagnosticDescriptor AnnotatedTwice = Warning(
        "AMB0026",
        "One thing is set twice",
        "'{0}' has an ambassador already, by {1}",
        "An interface has one ambassador and one set of settings: from its own attribute or from one AmbassadorFor.");

    public static readonly DiagnosticDescriptor NoFallback = Error(
        "AMB0020",
        "What an attribute names does not exist or does not fit",
        "'{0}' cannot fall back on '{1}': {2}",
        "A fallback is a method of the interface with the parameters and the return type of the method that it answers for, optionally with an Exception behind the arguments; or another implementation of the interface.");

    public static readonly DiagnosticDescriptor NoSuchParameter = Error(
        "AMB0020",
        "What an attribute names does not exist or does not fit",
        "{0}: [{1}] is partitioned by '{2}', which is not one of the method's arguments",
        "PartitionBy names a parameter of the method; on an interface, one that each of its methods has, unless the method says otherwise with an attribute of its own.");

    public static readonly DiagnosticDescriptor NoFittingMember = Error(
        "AMB0020",
        "What an attribute names does not exist or does not fit",
        "{0}: {1} = \"{2}\" names no method of the interface that fits; it must be '{3}'",
        "What a policy leaves to code is a static method of the interface that is accessible to the whole project and has the signature that the policy asks for.");

    public static readonly DiagnosticDescriptor NoEffect = Warning(
        "AMB0003",
        "An attribute has no effect",
        "[{0}] of '{1}' has no effect: {2}",
        "Policies need an ambassador and a call whose arguments can be kept for another attempt and whose result is one value or a stream; a detail needs the policy that it is a detail of.");

    public static readonly DiagnosticDescriptor Probe = Error(
        "AMB0020",
        "What an attribute names does not exist or does not fit",
        "Targets cannot be checked by '{0}': {1}",
        "The method that carries [HealthProbe] returns a task of nothing, of a bool or of a TargetHealth, and takes a token at most; there is one in an interface without type parameters.");

    private static DiagnosticDescriptor Error(string id, string title, string message, string description) =>
        Create(id, title, message, DiagnosticSeverity.Error, description);

    private static DiagnosticDescriptor Info(string id, string title, string message, string description) =>
        Create(id, title, message, DiagnosticSeverity.Info, description);

    private static DiagnosticDescriptor Warning(string id, string title, string message, string description) =>
        Create(id, title, message, DiagnosticSeverity.Warning, description);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity, string description) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, description, $"{Pages.Root}/{id}.md");

    private static class Pages
    {
        // Where the sources are, as the build knows it; in the package otherwise.
        public static readonly string Root =
            typeof(Descriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static entry => entry.Key == "RepositoryUrl")?.Value is { } url && url.StartsWith("https://", StringComparison.Ordinal)
                ? $"{url}/blob/main/docs/diagnostics"
                : "docs/diagnostics";
    }
}

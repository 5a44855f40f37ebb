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

    private static DiagnosticDescriptor Error(string id, string title, string message, string description) => new(
        id,
        title,
        message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description,
        $"docs/diagnostics.md#{id.ToLowerInvariant()}");
}

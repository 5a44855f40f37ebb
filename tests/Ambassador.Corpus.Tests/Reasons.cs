namespace Ambassador.Corpus.Tests;

/// <summary>The reasons for which docs/diagnostics.md says that an interface cannot be decorated.</summary>
internal static class Reasons
{
    private static readonly string[] s_all =
    [
        "has an init-only setter, which nothing but an object initializer may call",
        "is static and has no implementation, so that there is no instance to forward it to",
        "is not accessible to the ambassador",
        "is not accessible to other types of the assembly",
        "has a signature that C# cannot express",
        "has a name that C# cannot write",
        "is a property with parameters, which C# cannot implement",
        "uses pointers, and the project does not allow unsafe code",
        "which no reference of the project declares",
        "which more than one reference of the project declares",
        "takes an argument list (__arglist)",
        "has the same signature as another of its interface's members once the type arguments are in place",
    ];

    public static bool IsDocumented(Refusal refusal) => refusal.Id == "AMB0002" && Of(refusal) is not null;

    /// <summary>The reason within a message; null where it is another.</summary>
    public static string? Of(Refusal refusal) => s_all.FirstOrDefault(reason => refusal.Message.EndsWith(reason, StringComparison.Ordinal));
}

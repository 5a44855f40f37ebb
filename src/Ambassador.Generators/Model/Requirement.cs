namespace Ambassador.Generators.Model;

/// <summary>What a member may ask of the program that calls it.</summary>
internal enum RequirementKind
{
    UnreferencedCode,
    DynamicCode,
    AssemblyFiles,
}

/// <summary>
/// One of the <c>Requires…</c> attributes. Trimmed and native publishing warns of every implementation that does not ask for the same as its
/// interface, in generated code too, and no pragma is heard there.
/// </summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Message">What it tells the caller; null where it tells nothing.</param>
/// <param name="Url">Where it says more; null for nowhere.</param>
internal readonly record struct Requirement(RequirementKind Kind, string? Message, string? Url);

namespace Ambassador.Generators.Extraction;

/// <summary>Why an interface cannot be decorated.</summary>
/// <param name="Member">The member that prevents it, or null where the interface itself does.</param>
/// <param name="Reason">The rest of a sentence that begins with the member's or the interface's name.</param>
internal sealed record Refusal(string? Member, string Reason);

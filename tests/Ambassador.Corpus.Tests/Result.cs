namespace Ambassador.Corpus.Tests;

/// <summary>What came of a package.</summary>
/// <param name="Name">The package, or the framework.</param>
/// <param name="Interfaces">How many public interfaces it has.</param>
/// <param name="Decorated">How many of them have an ambassador.</param>
/// <param name="Refusals">Those that a diagnostic refuses.</param>
/// <param name="Failures">Whatever else was said: nothing.</param>
internal sealed record Result(string Name, int Interfaces, int Decorated, IReadOnlyList<Refusal> Refusals, IReadOnlyList<string> Failures);

/// <summary>An interface that is refused.</summary>
internal sealed record Refusal(string Interface, string Id, string Message);

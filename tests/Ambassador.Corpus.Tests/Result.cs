namespace Ambassador.Corpus.Tests;

/// <summary>What came of a package.</summary>
/// <param name="Name">The package, or the framework.</param>
/// <param name="Interfaces">How many public interfaces it has.</param>
/// <param name="Decorated">How many of them have an ambassador.</param>
/// <param name="Methods">How many methods of those go through the policies.</param>
/// <param name="Refusals">Those that a diagnostic refuses.</param>
/// <param name="Findings">What the rules say of them, refusals included.</param>
/// <param name="Failures">Whatever else was said: nothing.</param>
internal sealed record Result(
    string Name, int Interfaces, int Decorated, int Methods, IReadOnlyList<Refusal> Refusals, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Failures);

/// <summary>An interface that is refused.</summary>
internal sealed record Refusal(string Interface, string Id, string Message);

/// <summary>What a rule says.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Package">The package.</param>
/// <param name="Profile">What was asked for.</param>
/// <param name="Interface">The number of the interface within the package.</param>
/// <param name="Message">What is said.</param>
internal sealed record Finding(string Rule, string Package, Profile Profile, int Interface, string Message);

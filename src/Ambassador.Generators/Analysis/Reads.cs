namespace Ambassador.Generators.Analysis;

/// <summary>Names of methods that only look.</summary>
internal static class Reads
{
    private static readonly HashSet<string> s_verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "Calculate", "Check", "Compute", "Count", "Describe", "Estimate", "Exists", "Fetch", "Filter", "Find", "Get", "Has", "Is", "List", "Load", "Lookup",
        "Match", "Preview", "Query", "Quote", "Read", "Retrieve", "Search", "Select", "Suggest", "Translate", "Validate", "Verify",
    };

    /// <summary>Whether the words of a name begin with such a verb.</summary>
    public static bool Are(IReadOnlyList<string> words) => words.Count > 0 && s_verbs.Contains(words[0]);
}

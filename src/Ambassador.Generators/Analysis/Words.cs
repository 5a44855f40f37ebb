namespace Ambassador.Generators.Analysis;

/// <summary>The words of a name.</summary>
internal static class Words
{
    /// <summary>The words of a method's name, whatever joins them, less an <c>Async</c> at the end: <c>Get</c>, <c>Product</c>.</summary>
    public static List<string> Of(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && !Begins(name, i))
                continue;

            if (name.Substring(start, i - start).Trim('_') is { Length: > 0 } word)
                words.Add(word);

            start = i;
        }

        if (words.Count > 1 && words[words.Count - 1] == "Async")
            words.RemoveAt(words.Count - 1);

        return words;
    }

    // A capital after a small letter or a digit, one before a small letter, or whatever comes after an underscore.
    private static bool Begins(string name, int i) =>
        name[i - 1] == '_'
        || (char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))));
}

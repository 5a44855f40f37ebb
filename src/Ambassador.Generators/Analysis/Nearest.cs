namespace Ambassador.Generators.Analysis;

/// <summary>What somebody may have meant who wrote a name that does not exist.</summary>
internal static class Nearest
{
    /// <summary>The most similar of some names; null where none differs in few letters only.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var least = Math.Max(name.Length / 3, Math.Min(name.Length / 2, 3)) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) < least && Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant()) is > 0 and var distance && distance < least)
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    // Letters that are missing, too many, different or exchanged with the next one.
    private static int Distance(string one, string other)
    {
        var distances = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                var changed = distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                var least = Math.Min(changed, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    least = Math.Min(least, distances[i - 2, j - 2] + 1);

                distances[i, j] = least;
            }
        }

        return distances[one.Length, other.Length];
    }
}

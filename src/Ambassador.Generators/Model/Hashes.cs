namespace Ambassador.Generators.Model;

/// <summary>Hashes that are the same on every machine and in every run, unlike those of <see cref="string.GetHashCode()"/>.</summary>
internal static class Hashes
{
    /// <summary>FNV-1a, over UTF-16.</summary>
    public static ulong Of(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 1_099_511_628_211UL);

        return hash;
    }
}

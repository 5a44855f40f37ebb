namespace Ambassador.Generators.Extraction;

/// <summary>The beginnings of names. The interfaces of a project share most of theirs, so each is a string only once, as long as there is room.</summary>
internal static class Prefixes
{
    private const int Room = 1_024;

    [ThreadStatic]
    private static string?[]? t_known;

    /// <summary>The first characters of a name.</summary>
    public static string Of(string name, int length)
    {
        var known = t_known ??= new string?[Room];
        var hash = 17;
        for (var i = 0; i < length; i++)
            hash = unchecked((hash * 31) + name[i]);

        ref var place = ref known[hash & (Room - 1)];
        if (place?.Length != length || string.CompareOrdinal(place, 0, name, 0, length) != 0)
            place = name.Substring(0, length);

        return place;
    }
}

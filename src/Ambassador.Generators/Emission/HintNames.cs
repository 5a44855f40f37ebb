using System.Globalization;
using System.Text;
using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>A file name that differs from the usual one.</summary>
internal readonly record struct HintName(AmbassadorName Name, string Text);

/// <summary>Names the files. The driver compares them without regard to case, and disks limit their length.</summary>
internal static class HintNames
{
    private const string Extension = ".g.cs";
    private const int MaximumLength = 128;

    /// <summary>
    /// The names that need more than the usual form, because they are too long or two of them are alike. Almost always none, and
    /// then the same as before: a new interface does not disturb the others.
    /// </summary>
    public static EquatableArray<HintName> FindExceptions(IEnumerable<AmbassadorName> names)
    {
        // The registration's own name is out of reach: every class name ends in Ambassador.
        var byHint = new Dictionary<string, List<AmbassadorName>>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var hint = Usual(name);
            if (!byHint.TryGetValue(hint, out var same))
                byHint.Add(hint, same = []);

            same.Add(name);
        }

        var exceptions = new List<HintName>();
        foreach (var pair in byHint)
        {
            if (pair.Value.Count == 1 && pair.Key.Length <= MaximumLength)
                continue;

            foreach (var name in pair.Value)
                exceptions.Add(new(name, Distinct(name)));
        }

        return new(exceptions.OrderBy(exception => exception.Text, StringComparer.Ordinal).ToArray());
    }

    /// <summary>The name of an ambassador's file.</summary>
    public static string For(AmbassadorName name, EquatableArray<HintName> exceptions)
    {
        foreach (var exception in exceptions)
        {
            if (exception.Name == name)
                return exception.Text;
        }

        return Usual(name);
    }

    private static string Usual(AmbassadorName name)
    {
        var text = new StringBuilder();
        if (name.Namespace.Length > 0)
            text.Append(name.Namespace).Append('.');

        text.Append(name.ClassName);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] is not ('.' or '_'))
                text[i] = '-';
        }

        return text.Append(Extension).ToString();
    }

    private static string Distinct(AmbassadorName name)
    {
        var hash = "-" + Hash(name.ToString()).ToString("x16", CultureInfo.InvariantCulture) + Extension;
        var usual = Usual(name);
        var stem = Math.Min(usual.Length - Extension.Length, MaximumLength - hash.Length);
        return usual.Substring(0, stem) + hash;
    }

    // FNV-1a: the same on every machine and run, unlike string.GetHashCode.
    private static ulong Hash(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 1_099_511_628_211UL);

        return hash;
    }
}

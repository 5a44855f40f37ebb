using System.Globalization;
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
    public static EquatableArray<HintName> FindExceptions(EquatableArray<RegistrationModel> registrations)
    {
        // The registration's own name is out of reach: every class name ends in Ambassador.
        var byHint = new Dictionary<string, AmbassadorName>(registrations.Count, StringComparer.OrdinalIgnoreCase);
        var exceptions = new SortedDictionary<string, AmbassadorName>(StringComparer.Ordinal);
        foreach (var registration in registrations)
        {
            var name = registration.Name;
            var hint = Usual(name);
            if (byHint.TryGetValue(hint, out var other))
            {
                exceptions[Distinct(other)] = other;
                exceptions[Distinct(name)] = name;
                continue;
            }

            byHint.Add(hint, name);
            if (hint.Length > MaximumLength)
                exceptions[Distinct(name)] = name;
        }

        return new(exceptions.Select(exception => new HintName(exception.Value, exception.Key)).ToArray());
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
        var hint = name.Namespace.Length == 0 ? name.ClassName + Extension : name.Namespace + "." + name.ClassName + Extension;
        return hint.All(IsPlain) ? hint : string.Concat(hint.Select(character => IsPlain(character) ? character : '-'));
    }

    private static bool IsPlain(char character) => char.IsLetterOrDigit(character) || character is '.' or '_';

    private static string Distinct(AmbassadorName name)
    {
        var hash = "-" + Hashes.Of(name.ToString()).ToString("x16", CultureInfo.InvariantCulture) + Extension;
        var usual = Usual(name);
        var stem = Math.Min(usual.Length - Extension.Length, MaximumLength - hash.Length);
        return usual.Substring(0, stem) + hash;
    }
}

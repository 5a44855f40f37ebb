using Ambassador.Generators.Model;

namespace Ambassador.Generators.Extraction;

/// <summary>Brings the settings of several attributes together. What the runtime can resolve (method over interface) is left to it.</summary>
internal static class SettingsReader
{
    /// <summary>The settings, and those of <paramref name="fallback"/> that they do not name.</summary>
    public static EquatableArray<Setting> Over(EquatableArray<Setting> settings, EquatableArray<Setting> fallback)
    {
        if (fallback.Count == 0)
            return settings;

        return settings.Count == 0 ? fallback : new([.. settings, .. Except(fallback, settings)]);
    }

    /// <summary>The settings that <paramref name="others"/> do not name.</summary>
    public static EquatableArray<Setting> Except(EquatableArray<Setting> settings, EquatableArray<Setting> others)
    {
        if (settings.Count == 0 || others.Count == 0)
            return settings;

        var rest = new List<Setting>(settings.Count);
        foreach (var setting in settings)
        {
            if (!Names(others, setting))
                rest.Add(setting);
        }

        return new(rest.ToArray());
    }

    /// <summary>Whether the same is set, for the same failures.</summary>
    public static bool Names<T>(T settings, Setting wanted)
        where T : IReadOnlyList<Setting>
    {
        for (var i = 0; i < settings.Count; i++)
        {
            if (settings[i].Name == wanted.Name && settings[i].On == wanted.On)
                return true;
        }

        return false;
    }
}

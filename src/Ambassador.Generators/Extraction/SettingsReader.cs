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
            if (!Names(others, setting.Name))
                rest.Add(setting);
        }

        return new(rest.ToArray());
    }

    private static bool Names(EquatableArray<Setting> settings, string name)
    {
        foreach (var setting in settings)
        {
            if (setting.Name == name)
                return true;
        }

        return false;
    }
}

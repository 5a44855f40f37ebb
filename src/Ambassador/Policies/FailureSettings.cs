namespace Ambassador;

/// <summary>
/// What is set for failures of certain types, by the names of the types. Attributes and code give full names; configuration may give a simple
/// one, which means the type of that name that another source names in full. Immutable.
/// </summary>
internal sealed class FailureSettings : IEquatable<FailureSettings>
{
    private readonly Dictionary<string, SettingValues> _byType;

    private FailureSettings(Dictionary<string, SettingValues> byType) => _byType = byType;

    /// <summary>Nothing set.</summary>
    public static FailureSettings None { get; } = new(new(StringComparer.OrdinalIgnoreCase));

    public IReadOnlyDictionary<string, SettingValues> ByType => _byType;

    /// <summary>The full name of a type of exception, as it stands here.</summary>
    public static string NameOf(Type exceptionType) => exceptionType.FullName ?? exceptionType.Name;

    /// <summary>What is set for a type itself, not for those that it derives from.</summary>
    public SettingValues? Of(Type exceptionType) =>
        _byType.TryGetValue(NameOf(exceptionType), out var settings) || _byType.TryGetValue(exceptionType.Name, out settings) ? settings : null;

    /// <summary>These settings with more for one type, which win over those that there are.</summary>
    public FailureSettings With(string exceptionType, SettingValues settings)
    {
        var byType = new Dictionary<string, SettingValues>(_byType, _byType.Comparer);
        foreach (var known in _byType.Keys.Where(known => AreOne(known, exceptionType)))
        {
            byType.Remove(known, out var less);
            settings = settings.Over(less!);
            exceptionType = known.Length > exceptionType.Length ? known : exceptionType;
        }

        byType[exceptionType] = settings;
        return new(byType);
    }

    /// <summary>These settings, and where one is not set, the one of <paramref name="fallback"/>.</summary>
    public FailureSettings Over(FailureSettings fallback)
    {
        var merged = fallback;
        foreach (var (type, settings) in _byType)
            merged = merged.With(type, settings);

        return merged;
    }

    public bool Equals(FailureSettings? other) =>
        other is not null && _byType.Count == other._byType.Count
        && _byType.All(pair => other._byType.TryGetValue(pair.Key, out var settings) && settings.Equals(pair.Value));

    public override bool Equals(object? obj) => Equals(obj as FailureSettings);

    public override int GetHashCode() => _byType.Count;

    private static bool AreOne(string name, string other) =>
        string.Equals(name, other, StringComparison.OrdinalIgnoreCase) || IsSimpleNameOf(name, other) || IsSimpleNameOf(other, name);

    private static bool IsSimpleNameOf(string simple, string full) =>
        full.Length > simple.Length
        && full[^(simple.Length + 1)] is '.' or '+'
        && full.EndsWith(simple, StringComparison.OrdinalIgnoreCase);
}

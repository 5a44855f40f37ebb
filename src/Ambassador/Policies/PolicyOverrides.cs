namespace Ambassador;

/// <summary>
/// What configuration and code set over the attributes: per interface, and per method of an interface.
/// Immutable; a reload replaces it whole.
/// </summary>
internal sealed class PolicyOverrides : IEquatable<PolicyOverrides>
{
    private readonly IReadOnlyDictionary<string, PolicySettings> _interfaces;
    private readonly IReadOnlyDictionary<(string Interface, string Method), PolicySettings> _methods;

    /// <summary>Overrides by the names that generated code gives.</summary>
    /// <param name="interfaces">Settings by the interface's full name.</param>
    /// <param name="methods">Settings by the interface's full name and the method's name. Overloads share them.</param>
    public PolicyOverrides(
        IReadOnlyDictionary<string, PolicySettings> interfaces,
        IReadOnlyDictionary<(string Interface, string Method), PolicySettings> methods)
    {
        _interfaces = interfaces;
        _methods = methods;
    }

    /// <summary>Nothing overridden.</summary>
    public static PolicyOverrides None { get; } =
        new(new Dictionary<string, PolicySettings>(), new Dictionary<(string, string), PolicySettings>());

    /// <summary>What is set for every method of an interface.</summary>
    public PolicySettings Interface(string interfaceName) => _interfaces.GetValueOrDefault(interfaceName, PolicySettings.None);

    /// <summary>What is set for one method.</summary>
    public PolicySettings Method(string interfaceName, string methodName) =>
        _methods.GetValueOrDefault((interfaceName, methodName), PolicySettings.None);

    /// <summary>These overrides, and where one is not set, the one of <paramref name="fallback"/>.</summary>
    public PolicyOverrides Over(PolicyOverrides fallback) =>
        new(Over(_interfaces, fallback._interfaces), Over(_methods, fallback._methods));

    /// <inheritdoc/>
    public bool Equals(PolicyOverrides? other) =>
        other is not null && Same(_interfaces, other._interfaces) && Same(_methods, other._methods);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PolicyOverrides);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_interfaces.Count, _methods.Count);

    private static Dictionary<TKey, PolicySettings> Over<TKey>(
        IReadOnlyDictionary<TKey, PolicySettings> settings, IReadOnlyDictionary<TKey, PolicySettings> fallback)
        where TKey : notnull
    {
        var merged = new Dictionary<TKey, PolicySettings>(fallback);
        foreach (var (key, value) in settings)
            merged[key] = merged.TryGetValue(key, out var less) ? value.Over(less) : value;

        return merged;
    }

    private static bool Same<TKey>(IReadOnlyDictionary<TKey, PolicySettings> one, IReadOnlyDictionary<TKey, PolicySettings> other)
        where TKey : notnull
    {
        if (one.Count != other.Count)
            return false;

        foreach (var (key, value) in one)
        {
            if (!other.TryGetValue(key, out var there) || !value.Equals(there))
                return false;
        }

        return true;
    }
}

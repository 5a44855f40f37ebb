namespace Ambassador;

/// <summary>The values of settings by their rules. Immutable.</summary>
internal sealed class SettingValues : IEquatable<SettingValues>
{
    // A number where the rule has one, otherwise a text; null for what is not set.
    private readonly object?[] _values;

    // Settings are the keys of plans that calls override; 0 until it is asked for.
    private int _hash;

    private SettingValues(object?[] values) => _values = values;

    public static SettingValues None { get; } = new(new object?[PolicyRules.All.Count]);

    public bool Has(PolicyRule rule) => _values[rule.Index] is not null;

    public double? Number(PolicyRule rule) => (double?)_values[rule.Index];

    /// <summary>The number of a setting, or its default where it is not set.</summary>
    public double Value(PolicyRule rule) => Number(rule) ?? rule.Default;

    public bool? Flag(PolicyRule rule) => Number(rule) is { } value ? value != 0 : null;

    public string? Text(PolicyRule rule) => (string?)_values[rule.Index];

    public SettingValues With(PolicyRule rule, double? value) => With(rule, (object?)value);

    public SettingValues With(PolicyRule rule, bool? value) => With(rule, value is { } flag ? (flag ? 1.0 : 0.0) : (object?)null);

    public SettingValues With(PolicyRule rule, string? value) => With(rule, (object?)value);

    /// <summary>These values, and where one is not set, the one of <paramref name="fallback"/>.</summary>
    public SettingValues Over(SettingValues fallback)
    {
        var values = (object?[])_values.Clone();
        for (var i = 0; i < values.Length; i++)
            values[i] ??= fallback._values[i];

        return new(values);
    }

    public bool Equals(SettingValues? other) => ReferenceEquals(this, other) || (other is not null && _values.AsSpan().SequenceEqual(other._values));

    public override bool Equals(object? obj) => Equals(obj as SettingValues);

    public override int GetHashCode() => _hash != 0 ? _hash : _hash = Hash();

    public override string ToString() => string.Join(", ", PolicyRules.All.Where(rule => _values[rule.Index] is not null).Select(rule =>
        $"{rule.Name} = {(_values[rule.Index] is double number ? rule.Show(number) : _values[rule.Index])}"));

    private int Hash()
    {
        var hash = default(HashCode);
        foreach (var value in _values)
            hash.Add(value);

        return hash.ToHashCode();
    }

    private SettingValues With(PolicyRule rule, object? value)
    {
        var values = (object?[])_values.Clone();
        values[rule.Index] = value;
        return new(values);
    }
}

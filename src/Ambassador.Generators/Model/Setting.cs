namespace Ambassador.Generators.Model;

/// <summary>One property that an attribute sets, within its range; named as in <see cref="PolicyRules"/>.</summary>
internal readonly record struct Setting(string Name, double Value);

namespace Ambassador.Generators.Model;

/// <summary>One thing that an attribute sets, within its range; named as in <see cref="PolicyRules"/>.</summary>
/// <param name="Name">The setting's name.</param>
/// <param name="Value">Its value; 0 for a text.</param>
/// <param name="Text">Its value where it is a text.</param>
/// <param name="On">The type of exceptions that it holds for, fully qualified; null where it holds for the method.</param>
internal readonly record struct Setting(string Name, double Value, string? Text = null, string? On = null);

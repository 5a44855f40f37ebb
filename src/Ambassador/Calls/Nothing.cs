namespace Ambassador.Calls;

/// <summary>The result of a method that has none.</summary>
public readonly record struct Nothing;

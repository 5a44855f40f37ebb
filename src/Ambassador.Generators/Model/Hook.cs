namespace Ambassador.Generators.Model;

/// <summary>Something that a method leaves to code.</summary>
/// <param name="Property">What the runtime calls it.</param>
/// <param name="Expression">The code.</param>
internal readonly record struct Hook(string Property, string Expression);

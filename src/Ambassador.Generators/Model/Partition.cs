namespace Ambassador.Generators.Model;

/// <summary>A limit that there is one of for each value of an argument.</summary>
/// <param name="Limit">The limit, as its attribute is called.</param>
/// <param name="Parameter">The place of the parameter.</param>
internal readonly record struct Partition(string Limit, int Parameter);

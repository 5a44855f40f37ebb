namespace Ambassador.Generators.Model;

/// <summary>How an argument travels.</summary>
internal enum Passing
{
    Value,
    In,
    Ref,
    RefReadOnly,
    Out,
}

/// <summary>A parameter as generated code declares it.</summary>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Name">An identifier, escaped; another than the user's where that would clash.</param>
/// <param name="Passing">How the argument travels.</param>
/// <param name="Scope">What precedes the modifier: <c>scoped</c>, the attribute that undoes the implied one, or empty.</param>
/// <param name="AccessedMembers">Which members of the type passed must survive trimming; 0 for none in particular.</param>
internal readonly record struct ParameterModel(string Type, string Name, Passing Passing, string Scope, int AccessedMembers)
{
    /// <summary>Whether its argument chooses the target of a call.</summary>
    public bool IsHashKey { get; init; }

    /// <summary>Whether results are kept whatever its argument is.</summary>
    public bool IsOutOfKey { get; init; }
}

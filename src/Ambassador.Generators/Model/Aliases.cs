namespace Ambassador.Generators.Model;

/// <summary>
/// The aliases that every interface's file declares for what it mentions on every other line. C# reserves names with two underscores in a row,
/// so that they mean the same wherever the file stands.
/// </summary>
internal static class Aliases
{
    public const string Calls = "__Calls::";
    public const string StepThrough = "__StepThrough";
    public const string Tasks = "__Tasks::";
    public const string Token = "__Token";

    /// <summary>Their declarations.</summary>
    public const string Declarations =
        """
        using __Calls = global::Ambassador.Calls;
        using __StepThrough = global::System.Diagnostics.DebuggerStepThroughAttribute;
        using __Tasks = global::System.Threading.Tasks;
        using __Token = global::System.Threading.CancellationToken;
        """;
}

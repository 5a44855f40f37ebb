namespace Ambassador.Generators.Model;

/// <summary>What a routed method returns; each has its own entry to the runtime.</summary>
internal enum ReturnShape
{
    Void,
    Value,
    Task,
    TaskOfResult,
    ValueTask,
    ValueTaskOfResult,
    Stream,
}

/// <summary>A method that goes through the policies.</summary>
/// <param name="Declaring">See <see cref="MemberModel"/>.</param>
/// <param name="Name">See <see cref="MemberModel"/>.</param>
/// <param name="ReturnType">Its return type, fully qualified.</param>
/// <param name="Shape">The kind of <paramref name="ReturnType"/>.</param>
/// <param name="Result">What a caller has after awaiting, or each item of a stream; empty where that is nothing.</param>
/// <param name="TypeParameters">Its own type parameters.</param>
/// <param name="Parameters">Its parameters, the token included.</param>
/// <param name="TokenIndex">Where the cancellation token stands, or -1.</param>
/// <param name="SettingsIndex">Where the settings stand that the caller gives for the call, or -1.</param>
/// <param name="PlainName">Its name as configuration knows it.</param>
/// <param name="PipelineName">A name that no other method of the ambassador has, overloads included; not escaped.</param>
/// <param name="Settings">What is set for this method alone.</param>
/// <param name="Hooks">What it leaves to code.</param>
/// <param name="Requirements">What it asks of those who call it.</param>
/// <param name="AccessedMembers">Which members of the type returned must survive trimming; 0 for none in particular.</param>
/// <param name="IsObsolete">See <see cref="MemberModel"/>.</param>
internal sealed record RoutedMethod(
    string Declaring,
    string Name,
    string ReturnType,
    ReturnShape Shape,
    string Result,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<ParameterModel> Parameters,
    int TokenIndex,
    int SettingsIndex,
    string PlainName,
    string PipelineName,
    EquatableArray<Setting> Settings,
    EquatableArray<Hook> Hooks,
    EquatableArray<Requirement> Requirements,
    int AccessedMembers,
    bool IsObsolete) : MemberModel(Declaring, Name, IsUnsafe: false, IsObsolete)
{
    /// <summary>What its limits are partitioned by.</summary>
    public EquatableArray<Partition> Partitions { get; init; }

    /// <summary>Whether targets are checked by it.</summary>
    public bool IsProbe { get; init; }

    /// <summary>What answers when it has failed; null for nothing.</summary>
    public FallbackModel? Fallback { get; init; }

    /// <summary>Whether there is a result that could be kept.</summary>
    public bool HasResult => Result.Length > 0 && Shape != ReturnShape.Stream;
}

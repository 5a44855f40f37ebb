namespace Ambassador.Generators.Model;

/// <summary>What a member returns by reference.</summary>
internal enum ReturnReference
{
    None,
    Ref,
    RefReadOnly,
}

/// <summary>A method that no policy can apply to.</summary>
internal sealed record ForwardedMethod(
    string Declaring,
    string Name,
    string ReturnType,
    ReturnReference Reference,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<Requirement> Requirements,
    int AccessedMembers,
    bool IsUnsafe,
    bool IsObsolete) : MemberModel(Declaring, Name, IsUnsafe, IsObsolete)
{
    /// <summary>Whether locals take what it hands out, before the caller gets it.</summary>
    public bool UsesLocals { get; init; }
}

/// <summary>An accessor of a property or an event.</summary>
/// <param name="Requirements">What it asks of those who call it.</param>
/// <param name="AccessedMembers">Which members must survive trimming of the type that it gets or sets; 0 for none in particular.</param>
internal sealed record AccessorModel(EquatableArray<Requirement> Requirements, int AccessedMembers);

/// <summary>A property; an indexer where it has parameters.</summary>
internal sealed record ForwardedProperty(
    string Declaring,
    string Name,
    string Type,
    ReturnReference Reference,
    EquatableArray<ParameterModel> Parameters,
    AccessorModel? Getter,
    AccessorModel? Setter,
    EquatableArray<Requirement> Requirements,
    int AccessedMembers,
    bool IsUnsafe,
    bool IsObsolete) : MemberModel(Declaring, Name, IsUnsafe, IsObsolete);

/// <summary>An event.</summary>
internal sealed record ForwardedEvent(
    string Declaring,
    string Name,
    string Type,
    AccessorModel Adder,
    AccessorModel Remover,
    EquatableArray<Requirement> Requirements,
    bool IsUnsafe,
    bool IsObsolete) : MemberModel(Declaring, Name, IsUnsafe, IsObsolete);

/// <summary>The one member of <see cref="IDisposable"/> or <c>IAsyncDisposable</c>: ownership decides what it does.</summary>
/// <param name="Declaring">See <see cref="MemberModel"/>.</param>
/// <param name="Name">See <see cref="MemberModel"/>.</param>
/// <param name="ReturnType">Its return type, fully qualified.</param>
/// <param name="IsAdded">Whether the ambassador implements that interface of its own accord.</param>
internal sealed record Disposal(string Declaring, string Name, string ReturnType, bool IsAdded)
    : MemberModel(Declaring, Name, IsUnsafe: false, IsObsolete: false);

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
    bool IsUnsafe,
    bool IsObsolete) : MemberModel(Declaring, Name, IsUnsafe, IsObsolete);

/// <summary>A property; an indexer where it has parameters.</summary>
internal sealed record ForwardedProperty(
    string Declaring,
    string Name,
    string Type,
    ReturnReference Reference,
    EquatableArray<ParameterModel> Parameters,
    bool HasGetter,
    bool HasSetter,
    bool IsUnsafe,
    bool IsObsolete) : MemberModel(Declaring, Name, IsUnsafe, IsObsolete);

/// <summary>An event.</summary>
internal sealed record ForwardedEvent(
    string Declaring,
    string Name,
    string Type,
    bool IsUnsafe,
    bool IsObsolete) : MemberModel(Declaring, Name, IsUnsafe, IsObsolete);

/// <summary>The one member of <see cref="IDisposable"/> or <c>IAsyncDisposable</c>: ownership decides what it does.</summary>
internal sealed record Disposal(string Declaring, string Name, string ReturnType)
    : MemberModel(Declaring, Name, IsUnsafe: false, IsObsolete: false);

namespace Ambassador.Generators.Model;

/// <summary>A member that the ambassador implements, always explicitly.</summary>
/// <param name="Declaring">The interface that declares it, fully qualified.</param>
/// <param name="Name">Its name, escaped.</param>
/// <param name="IsUnsafe">Whether its signature needs <c>unsafe</c>.</param>
/// <param name="IsObsolete">Whether it may only be used where obsolescence is no concern.</param>
internal abstract record MemberModel(string Declaring, string Name, bool IsUnsafe, bool IsObsolete);

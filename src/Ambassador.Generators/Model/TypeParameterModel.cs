namespace Ambassador.Generators.Model;

/// <summary>A type parameter as generated code declares it.</summary>
/// <param name="Name">Its name there; another than the user's where that would clash.</param>
/// <param name="Constraints">What follows <c>where T :</c> where constraints are declared; empty for none.</param>
/// <param name="Restated">
/// What follows <c>where T :</c> on an explicit implementation, which inherits its constraints and must only say
/// which kind of type <c>T?</c> annotates: <c>class</c>, <c>struct</c>, <c>default</c>, or empty.
/// </param>
/// <param name="AccessedMembers">Which members of the type argument must survive trimming; 0 for none in particular.</param>
internal sealed record TypeParameterModel(string Name, string Constraints, string Restated, int AccessedMembers);

namespace Ambassador.Generators.Model;

/// <summary>What answers when a method has failed.</summary>
/// <param name="Type">Another implementation; null where a method of the interface answers.</param>
/// <param name="Declaring">The interface that declares the method that is called.</param>
/// <param name="Name">The method that is called, escaped.</param>
/// <param name="IsStatic">Whether it is called without an implementation.</param>
/// <param name="FailureIndex">Where the failure stands among its parameters, or -1.</param>
/// <param name="DisplayName">What the plan calls it.</param>
internal sealed record FallbackModel(string? Type, string Declaring, string Name, bool IsStatic, int FailureIndex, string DisplayName);

namespace Replicas.Story;

/// <summary>One stretch of the story.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Share">Its length as a share of the whole.</param>
/// <param name="Text">What happens when it begins, in words.</param>
/// <param name="Begin">What happens when it begins.</param>
internal sealed record Act(string Name, double Share, string Text, Action<Stage> Begin);

using Ambassador.Generators.Model;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>Which methods answer from a cache.</summary>
internal static class Cached
{
    /// <summary>Whether results of a method are kept: a cache is set, and there is a result that is no stream.</summary>
    public static bool Is(AnnotatedMethod method) =>
        method.Settings[PolicyRules.CacheSeconds] > 0 && method.Result is not null && method.Shape != ReturnShape.Stream;
}

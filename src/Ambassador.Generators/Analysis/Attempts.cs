namespace Ambassador.Generators.Analysis;

/// <summary>How often one call may reach what is behind an ambassador.</summary>
internal static class Attempts
{
    /// <summary>The most of any method.</summary>
    public static double Of(AnnotatedInterface type)
    {
        var most = 1.0;
        foreach (var method in type.Methods)
            most = Math.Max(most, Of(method));

        return most;
    }

    /// <summary>Those of a method: the first and its retries, each of them a race where the method is hedged.</summary>
    public static double Of(AnnotatedMethod method) => (InForce.Retries(method.Settings) + 1) * SideBySide(method);

    /// <summary>How many attempts run side by side.</summary>
    public static double SideBySide(AnnotatedMethod method) => InForce.IsHedged(method) ? method.Settings[PolicyRules.Hedge] + 1 : 1;
}

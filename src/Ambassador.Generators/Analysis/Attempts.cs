using Ambassador.Generators.Model;

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
    public static double Of(AnnotatedMethod method) => (Retries(method) + 1) * SideBySide(method);

    /// <summary>How often a method is called again after failures; the most of any kind of failure.</summary>
    public static double Retries(AnnotatedMethod method)
    {
        var most = 0.0;
        foreach (var setting in method.Settings.All)
        {
            if (setting.Name == PolicyRules.Retry.Name)
                most = Math.Max(most, setting.Value);
        }

        return most;
    }

    /// <summary>How many attempts run side by side. Only those of idempotent methods do, and none that hold up their caller's thread.</summary>
    public static double SideBySide(AnnotatedMethod method)
    {
        var hedges = method.Settings[PolicyRules.Hedge];
        return hedges > 0 && method.Settings[PolicyRules.Idempotent] > 0 && method.Shape is not (ReturnShape.Void or ReturnShape.Value) ? hedges + 1 : 1;
    }
}

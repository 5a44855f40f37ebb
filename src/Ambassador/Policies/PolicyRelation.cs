namespace Ambassador;

/// <summary>Two settings of which one may not be above the other, as both are in force.</summary>
/// <param name="lesser">The one that is not above the other.</param>
/// <param name="greater">The one that bounds it.</param>
internal sealed class PolicyRelation(PolicyRule lesser, PolicyRule greater)
{
    public PolicyRule Lesser { get; } = lesser;

    public PolicyRule Greater { get; } = greater;

    /// <summary>What 0 of the greater stands for, where that is something else: no bound, or a default.</summary>
    public double AtZero { get; init; }

    /// <summary>The one of the two that follows the other as long as it is not set; null where defaults are held to it as well.</summary>
    public PolicyRule? Following { get; init; }

    /// <summary>Whether it is about the targets of an interface.</summary>
    public bool IsOfTargets => Lesser.IsOfTargets;

    /// <summary>Whether both can be set apart for exceptions of one type.</summary>
    public bool IsByFailure => Lesser.IsByFailure && Greater.IsByFailure;

    /// <summary>The two values where they contradict each other, else null.</summary>
    /// <param name="set">The value of a setting; null where it is not set.</param>
    public (double Lesser, double Greater)? Contradiction(Func<PolicyRule, double?> set)
    {
        var (least, most) = (set(Lesser), set(Greater));
        if ((least is null && most is null) || (Following is not null && set(Following) is null))
            return null;

        var values = (Lesser: least ?? Lesser.Default, Greater: most ?? Greater.Default);
        if (values.Greater == 0)
            values.Greater = AtZero;

        return values.Lesser > values.Greater ? values : null;
    }
}

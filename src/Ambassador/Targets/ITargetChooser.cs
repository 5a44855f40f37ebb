namespace Ambassador.Targets;

/// <summary>Chooses the target that an attempt goes to. Safe for concurrent use.</summary>
/// <typeparam name="TTarget">The annotated interface.</typeparam>
internal interface ITargetChooser<TTarget>
    where TTarget : class
{
    /// <summary>Is completed once it is known, for the first time, which targets there are.</summary>
    Task Ready { get; }

    /// <summary>Where calls are made once more; null for nowhere.</summary>
    TargetMirror<TTarget>? Mirror { get; }

    /// <summary>Chooses a target, and begins an attempt on it.</summary>
    /// <param name="context">What is known of the attempt.</param>
    /// <param name="instance">The implementation that stands there.</param>
    /// <param name="began">What to end the attempt with.</param>
    /// <exception cref="NoTargetsException">There is none.</exception>
    Target Enter(in PickContext context, out TTarget instance, out long began);
}

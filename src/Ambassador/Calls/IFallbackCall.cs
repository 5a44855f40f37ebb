using Ambassador.Targets;

namespace Ambassador.Calls;

/// <summary>A call that has a fallback. Implemented by generated structs; nobody writes one by hand.</summary>
/// <inheritdoc cref="ICall{TTarget, TReturn}"/>
public interface IFallbackCall<TTarget, out TReturn> : ICall<TTarget, TReturn>
    where TTarget : class
{
    /// <summary>Answers in place of the call.</summary>
    /// <param name="targets">The implementations behind the ambassador, and those to fall back on.</param>
    /// <param name="failure">What the call failed with.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    TReturn Fallback(TargetSet<TTarget> targets, Exception failure, CancellationToken cancellationToken);
}

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Ambassador.Ambient;
using Ambassador.Caching;
using Ambassador.Retry;
using Ambassador.Targets;
using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <content>
/// Calls that return a value or nothing. A thread that makes such a call cannot be released before the call returns, so a timeout
/// cancels the inner call's token (if it takes one) and ends the retries, and that is all.
/// </content>
public sealed partial class MethodPipeline
{
    /// <summary>Makes a call that returns a value.</summary>
    /// <inheritdoc cref="InvokeValueTask{TTarget, TResult, TCall}"/>
    public TResult Invoke<TTarget, TResult, TCall>(TargetSet<TTarget> targets, TCall call, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>, IEquatable<TCall>
    {
        cancellationToken.ThrowIfCancellationRequested();

        var plan = _plan;
        return plan.HasOuterStages || AmbientCall.IsPresent || MethodTelemetry.IsObserved
            ? Stage<TTarget, TResult, TCall>(plan, targets, call, cancellationToken)
            : Attempt<TTarget, TResult, TCall>(plan, targets, call, cancellationToken);
    }

    /// <summary>Makes a call that returns nothing.</summary>
    /// <inheritdoc cref="InvokeValueTask{TTarget, TResult, TCall}"/>
    public void Invoke<TTarget, TCall>(TargetSet<TTarget> targets, TCall call, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, Nothing>
    {
        cancellationToken.ThrowIfCancellationRequested();

        var plan = _plan;
        if (plan.HasOuterStages || AmbientCall.IsPresent || MethodTelemetry.IsObserved)
            Stage<TTarget, Nothing, TCall>(plan, targets, call, cancellationToken);
        else
            Attempt<TTarget, Nothing, TCall>(plan, targets, call, cancellationToken);
    }

    // All stages, outermost first.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TResult Stage<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        plan = Overridden<TTarget>(plan);
        if (MethodTelemetry.IsObserved)
            return Observe<TTarget, TResult, TCall>(plan, targets, call, caller);

        Exception? answered = null;
        return Fallback<TTarget, TResult, TCall>(plan, targets, call, caller, ref answered);
    }

    // telemetry
    private static TResult Observe<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        var started = Stopwatch.GetTimestamp();
        var activity = plan.Telemetry.StartActivity();
        Exception? error = null;
        Exception? answered = null;
        try
        {
            return Fallback<TTarget, TResult, TCall>(plan, targets, call, caller, ref answered);
        }
        catch (Exception exception)
        {
            error = exception;
            throw;
        }
        finally
        {
            plan.Telemetry.CallEnded(started, activity, error, caller.IsCancellationRequested, answered);
        }
    }

    // fallback
    private static TResult Fallback<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller, ref Exception? answered)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        if (!plan.FallsBack)
            return Inherit<TTarget, TResult, TCall>(plan, targets, call, caller);

        try
        {
            return Inherit<TTarget, TResult, TCall>(plan, targets, call, caller);
        }
        catch (Exception failure) when (plan.AnswersFor(failure, caller))
        {
            plan.Telemetry.FallingBack(failure);
            try
            {
                var result = ((IFallbackCall<TTarget, TResult>)call).Fallback(targets, failure, caller);
                answered = failure;
                return result;
            }
            catch (Exception error)
            {
                FirstFailure.Keep(error, failure);
                throw;
            }
        }
    }

    // cache
    private static TResult Cache<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        if (!plan.HasOuterStages)
            return Attempt<TTarget, TResult, TCall>(plan, targets, call, caller);

        var policy = plan.Policy;
        if (!policy.Caches || typeof(TResult) == typeof(Nothing))
            return Limit<TTarget, TResult, TCall>(plan, targets, call, caller);

        var cache = plan.Caches.Get<TCall, TResult>(policy.CacheMaxEntries);
        if (!cache.TryGet(call, plan.Environment.Clock.Now, policy.CacheDuration, out var hit))
            return Load<TTarget, TResult, TCall>(plan, cache, targets, call, caller);

        plan.Telemetry.CacheHit();
        return hit.Value;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Every exception goes to the callers on the flight.")]
    private static TResult Load<TTarget, TResult, TCall>(
        MethodPlan plan, ResultCache<TCall, TResult> cache, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        plan.Telemetry.CacheMissed();
        var flight = cache.Join(call, out var leads);
        if (!leads)
            return flight.Wait(caller).Value;

        // The leader's thread makes the call and cannot leave it; if it cancels, it is one caller less that the call is made for.
        using var leaving = caller.UnsafeRegister(static flight => ((Flight<TResult>)flight!).Leave(), flight);
        var clock = plan.Environment.Clock;

        // The call is everybody's: it does not end with the deadline of whoever happens to begin it.
        var before = AmbientCall.Current;
        AmbientCall.Current = null;
        try
        {
            // Between our miss and our take-off another flight may have landed.
            if (cache.TryGet(call, clock.Now, plan.Policy.CacheDuration, out var kept))
                return cache.LandKept(call, flight, kept);

            var value = Limit<TTarget, TResult, TCall>(plan, targets, call, flight.Abandoned);
            return cache.Land(call, flight, value, clock.Now, plan.IsWorthKeeping(value));
        }
        catch (Exception error)
        {
            cache.Crash(call, flight, error);
            if (error is OperationCanceledException && caller.IsCancellationRequested)
                throw new OperationCanceledException(error.Message, error, caller);

            throw;
        }
        finally
        {
            AmbientCall.Current = before;
        }
    }

    // total timeout → retry → circuit breaker → target → attempt timeout → injected fault → the call
    private static TResult Attempt<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        if (plan.IsTransparent && targets.Only is { } only && !MethodTelemetry.IsObserved)
            return call.Invoke(only, caller);

        if (targets.Chooser is { } chooser)
        {
            if (!chooser.Ready.IsCompleted)
                AwaitTargets(plan, targets, caller).GetAwaiter().GetResult();

            plan = plan.ForTargets;
            if (chooser.Mirror is { } mirror)
                Mirror<TTarget, TResult, TCall>(plan, mirror, call, MirroredResult);
        }


        if (!plan.HasStagesInside)
            return Begin<TTarget, TResult, TCall>(plan, targets, call, caller);

        if (plan.Faults is not null)
            return Propagate<TTarget, TResult, FaultyCall<TTarget, TResult, TCall>>(plan, targets, new(plan, call), caller);

        return Propagate<TTarget, TResult, TCall>(plan, targets, call, caller);
    }

    [SuppressMessage("Design", "CA1031", Justification = "What is retried is for the policy to say.")]
    private static TResult Begin<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        var progress = new CallProgress(plan, caller);
        while (true)
        {
            if (!progress.TryBegin(out var token, out var rejection))
                throw rejection;

            Exception? final;
            TimeSpan delay;
            try
            {
                var result = Send<TTarget, TResult, TCall>(targets, call, ref progress, token);
                if (progress.Accepts(result, out delay, out final))
                    return result;

                Discarded.Dispose(result);
            }
            catch (Exception error)
            {
                final = progress.Failed(error, out delay);
            }

            if (final is not null)
                ExceptionDispatchInfo.Throw(final);

            progress.WaitAsync(delay).GetAwaiter().GetResult();
        }
    }
}

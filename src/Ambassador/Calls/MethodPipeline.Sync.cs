using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Ambassador.Caching;
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
    /// <inheritdoc cref="InvokeValueTask{TTarget, TArguments, TResult, TCall}"/>
    public TResult Invoke<TTarget, TArguments, TResult, TCall>(TargetSet<TTarget> targets, TArguments arguments, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, TResult>
    {
        cancellationToken.ThrowIfCancellationRequested();

        var plan = _plan;
        return MethodTelemetry.IsObserved
            ? Observe<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, cancellationToken)
            : Cache<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, cancellationToken);
    }

    /// <summary>Makes a call that returns nothing.</summary>
    /// <inheritdoc cref="InvokeValueTask{TTarget, TArguments, TResult, TCall}"/>
    public void Invoke<TTarget, TArguments, TCall>(TargetSet<TTarget> targets, TArguments arguments, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, Nothing>
    {
        cancellationToken.ThrowIfCancellationRequested();

        var plan = _plan;
        if (MethodTelemetry.IsObserved)
            Observe<TTarget, TArguments, Nothing, TCall>(plan, targets, arguments, cancellationToken);
        else
            Cache<TTarget, TArguments, Nothing, TCall>(plan, targets, arguments, cancellationToken);
    }

    // telemetry
    private static TResult Observe<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, TResult>
    {
        var started = Stopwatch.GetTimestamp();
        var activity = plan.Telemetry.StartActivity();
        Exception? error = null;
        try
        {
            return Cache<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);
        }
        catch (Exception exception)
        {
            error = exception;
            throw;
        }
        finally
        {
            plan.Telemetry.CallEnded(started, activity, error, caller.IsCancellationRequested);
        }
    }

    // cache
    private static TResult Cache<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, TResult>
    {
        var policy = plan.Policy;
        if (!policy.Caches || typeof(TResult) == typeof(Nothing))
            return Attempt<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);

        var cache = plan.Caches.Get<CallKey<TCall, TArguments>, TResult>(policy.CacheMaxEntries);
        if (!cache.TryGet(new(arguments), plan.Environment.Clock.Now, policy.CacheDuration, out var hit))
            return Load<TTarget, TArguments, TResult, TCall>(plan, cache, targets, arguments, caller);

        plan.Telemetry.CacheHit();
        return hit.Value;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Every exception goes to the callers on the flight.")]
    private static TResult Load<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, ResultCache<CallKey<TCall, TArguments>, TResult> cache, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, TResult>
    {
        plan.Telemetry.CacheMissed();
        var flight = cache.Join(new(arguments), out var leads);
        if (!leads)
            return flight.Wait(caller).Value;

        // The leader's thread makes the call and cannot leave it; if it cancels, it is one caller less that the call is made for.
        using var leaving = caller.UnsafeRegister(static flight => ((Flight<TResult>)flight!).Leave(), flight);
        var clock = plan.Environment.Clock;
        try
        {
            // Between our miss and our take-off another flight may have landed.
            if (cache.TryGet(new(arguments), clock.Now, plan.Policy.CacheDuration, out var kept))
                return cache.LandKept(new(arguments), flight, kept);

            var value = Attempt<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, flight.Abandoned);
            return cache.Land(new(arguments), flight, value, clock.Now);
        }
        catch (Exception error)
        {
            cache.Crash(new(arguments), flight, error);
            if (error is OperationCanceledException && caller.IsCancellationRequested)
                throw new OperationCanceledException(error.Message, error, caller);

            throw;
        }
    }

    // total timeout → retry → circuit breaker → target → attempt timeout → the call
    [SuppressMessage("Design", "CA1031", Justification = "What is retried is for the policy to say.")]
    private static TResult Attempt<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, TResult>
    {
        if (plan.IsTransparent && !MethodTelemetry.IsObserved)
            return default(TCall).Invoke(targets.Next(), arguments, caller);

        var progress = new CallProgress(plan, caller);
        while (true)
        {
            if (!progress.TryBegin(out var token, out var rejection))
                throw rejection;

            TimeSpan delay;
            try
            {
                var result = default(TCall).Invoke(targets.Next(), arguments, token);
                progress.Succeeded();
                return result;
            }
            catch (Exception error)
            {
                if (progress.Failed(error, out delay) is { } final)
                    ExceptionDispatchInfo.Throw(final);
            }

            progress.WaitAsync(delay).GetAwaiter().GetResult();
        }
    }
}

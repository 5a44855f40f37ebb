using Ambassador.Ambient;
using Ambassador.Time;

namespace Ambassador;

/// <summary>
/// What the calls made from here go by besides their own policies: how much time is left, and what their caller sets otherwise. It holds in the
/// code that sets it and in everything called from there, across <c>await</c>, as <see cref="AsyncLocal{T}"/> does. Safe for concurrent use.
/// </summary>
public static class AmbassadorCall
{
    /// <summary>
    /// How much is left of the total timeout of the call that this code runs in, of the shortest if there are several: what to send on with a request
    /// of its own, in a header or as a gRPC deadline. Zero once it has passed; null where no such call is under way, or where
    /// <see cref="PolicyAttribute.PropagateDeadline"/> is off.
    /// </summary>
    /// <remarks>Work that a call starts and does not wait for keeps the call's deadline.</remarks>
    public static TimeSpan? RemainingTime => AmbientCall.Current?.Remaining is { } ticks ? TimeSpan.FromTicks(Math.Max(0, ticks)) : null;

    /// <summary>
    /// Gives all calls made until the result is disposed so much time, together: as if they were made inside a call with that total timeout. For the
    /// time that a request says is left to it.
    /// </summary>
    /// <param name="time">The time from now, a day at most. It does not lengthen what is left anyway.</param>
    /// <param name="timeProvider">The clock to measure it by. The default is the system's.</param>
    /// <returns>What ends the limit, in the same method that has set it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public static IDisposable Limit(TimeSpan time, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var clock = new Clock(timeProvider ?? TimeProvider.System);
        var scope = new AmbientScope();
        AmbientCall.EnterDeadline(clock, clock.Now + Math.Min(time.Ticks, TimeSpan.TicksPerDay));
        return scope;
    }

    /// <summary>Sets policies for all calls through ambassadors that are made until the result is disposed, however deep.</summary>
    /// <param name="settings">
    /// What to set; what is null stays as it is. It wins over attributes, configuration and code. Only what concerns a call alone can be set:
    /// <see cref="PolicySettings.Retry"/> and how it waits, <see cref="PolicySettings.TimeoutMs"/>, <see cref="PolicySettings.TotalTimeoutMs"/>,
    /// <see cref="PolicySettings.PropagateDeadline"/>, <see cref="PolicySettings.CacheSeconds"/> (0 neither looks nor keeps),
    /// <see cref="PolicySettings.Hedge"/> and <see cref="PolicySettings.HedgeAfterMs"/>. An object that is kept and used again costs less than a new one.
    /// </param>
    /// <returns>What ends the scope, in the same method that has begun it. Scopes nest: the innermost wins, setting by setting.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">A setting is not for one call to decide.</exception>
    public static IDisposable Override(PolicySettings settings) => Override(null, settings);

    /// <inheritdoc cref="Override(PolicySettings)"/>
    /// <summary>Sets policies for the calls through ambassadors of one interface, and of those derived from it, that are made until the result is disposed.</summary>
    /// <typeparam name="TInterface">The interface.</typeparam>
    public static IDisposable Override<TInterface>(PolicySettings settings)
        where TInterface : class
        => Override(typeof(TInterface), settings);

    private static AmbientScope Override(Type? target, PolicySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.ThrowIfNotForOneCall();
        var scope = new AmbientScope();
        AmbientCall.EnterOverride(target, settings);
        return scope;
    }
}

using System.Runtime.CompilerServices;
using Ambassador.Time;

namespace Ambassador.Ambient;

/// <summary>
/// What calls go by besides their own policies, because of where they are made: the deadline of the call around them, and what their callers
/// override. It does not change once it is in force, and flows with the execution context.
/// </summary>
internal sealed class AmbientCall
{
    private static readonly AsyncLocal<AmbientCall?> s_current = new();

    // Until somebody sets a deadline or an override, nobody pays for looking. It is never taken back: what a flow has captured goes on to hold.
    private static volatile bool s_isUsed;

    private readonly Clock? _clock;
    private readonly long _deadline;

    private AmbientCall(Clock? clock, long deadline, CallOverride? overrides)
    {
        _clock = clock;
        _deadline = deadline;
        Overrides = overrides;
    }

    /// <summary>What holds for calls made here and now; null when nothing does.</summary>
    public static AmbientCall? Current
    {
        get => s_isUsed ? s_current.Value : null;
        set
        {
            if (s_isUsed || value is not null)
            {
                if (!s_isUsed)
                    s_isUsed = true;

                s_current.Value = value;
            }
        }
    }

    /// <summary>Whether anything holds here and now. Every call asks: where nobody uses it that is one comparison.</summary>
    public static bool IsPresent
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => s_isUsed && HasCurrent();
    }

    /// <summary>What callers override.</summary>
    public CallOverride? Overrides { get; }

    /// <summary>The context in which a deadline has just been set; null if its flow is suppressed.</summary>
    public ExecutionContext? Context { get; private set; }

    /// <summary>How many ticks are left until the deadline, 0 or less once it has passed; null where there is none.</summary>
    public long? Remaining => _deadline - _clock?.Now;

    /// <summary>Sets a deadline for what begins from here on, unless there is an earlier one.</summary>
    public static void EnterDeadline(Clock clock, long deadline)
    {
        var current = Current;
        if (current is not null && current.TryGetDeadline(clock, out var outer) && outer <= deadline)
            return;

        var entered = new AmbientCall(clock, deadline, current?.Overrides);
        Current = entered;
        entered.Context = ExecutionContext.Capture();
    }

    /// <summary>Sets policies for the calls that are made from here on.</summary>
    /// <param name="target">The interface whose calls are meant; null for all.</param>
    /// <param name="settings">What is set.</param>
    public static void EnterOverride(Type? target, PolicySettings settings)
    {
        var current = Current;
        Current = new(current?._clock, current?._deadline ?? 0, new CallOverride(current?.Overrides, target, settings));
    }

    /// <summary>The deadline, if there is one, as another clock tells the time.</summary>
    public bool TryGetDeadline(Clock clock, out long deadline)
    {
        deadline = _clock is null ? long.MaxValue : clock.Translate(_deadline, _clock);
        return _clock is not null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HasCurrent() => s_current.Value is not null;
}

namespace Ambassador.Calls;

/// <summary>What a call's result is kept under: equal for calls of one method with equal arguments.</summary>
/// <typeparam name="TCall">The call; calls of a generic method with other type arguments are others.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal readonly struct CallKey<TCall, TArguments>(TArguments arguments) : IEquatable<CallKey<TCall, TArguments>>
    where TCall : struct
{
    private readonly TArguments _arguments = arguments;

    public bool Equals(CallKey<TCall, TArguments> other) => EqualityComparer<TArguments>.Default.Equals(_arguments, other._arguments);

    public override bool Equals(object? obj) => obj is CallKey<TCall, TArguments> other && Equals(other);

    public override int GetHashCode() => EqualityComparer<TArguments>.Default.GetHashCode(_arguments!);
}

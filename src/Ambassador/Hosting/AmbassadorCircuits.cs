using System.Globalization;

namespace Ambassador;

/// <summary>
/// The circuits of an interface's methods, for operations: to look at them, to follow them, and to isolate and close them by hand. A container that
/// <c>AddGeneratedAmbassadors()</c> was called on answers it for every annotated interface, by service key too. Safe for concurrent use.
/// </summary>
/// <typeparam name="TInterface">The annotated interface.</typeparam>
/// <remarks>
/// Which circuit a method's attempts go through may change with its settings, so it is asked for anew each time. A method without a circuit
/// (<see cref="PolicyAttribute.Breaker"/> and the like are all off) has none here either.
/// </remarks>
public class AmbassadorCircuits<TInterface>
    where TInterface : class
{
    private readonly AmbassadorRuntime _runtime;
    private readonly object? _serviceKey;
    private readonly Action<AmbassadorRuntime, object?>? _setUp;

    /// <summary>The circuits of ambassadors that are made by hand, once the first of them has been made.</summary>
    /// <param name="runtime">The runtime of those ambassadors.</param>
    /// <param name="serviceKey">Their service key.</param>
    /// <exception cref="ArgumentNullException"><paramref name="runtime"/> is null.</exception>
    public AmbassadorCircuits(AmbassadorRuntime runtime, object? serviceKey = null)
        : this(runtime, serviceKey, setUp: null)
    {
    }

    private protected AmbassadorCircuits(AmbassadorRuntime runtime, object? serviceKey, Action<AmbassadorRuntime, object?>? setUp)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        _runtime = runtime;
        _serviceKey = serviceKey;
        _setUp = setUp;
        setUp?.Invoke(runtime, serviceKey);
    }

    /// <summary>Every circuit that attempts of the interface's methods go through, each once.</summary>
    /// <exception cref="InvalidOperationException">No ambassador of the interface has been made yet.</exception>
    public IReadOnlyList<Circuit> All => [.. Methods.Select(method => method.Circuit).OfType<Circuit>().Distinct()];

    /// <summary>The circuit of a method.</summary>
    /// <param name="method">The method's name, as in <c>nameof(ICatalog.GetAsync)</c>.</param>
    /// <exception cref="ArgumentException">There is no such method, or none with policies.</exception>
    /// <exception cref="InvalidOperationException">
    /// The method has no circuit; its overloads have several, which <see cref="Of"/> lists; or no ambassador of the interface has been made yet.
    /// </exception>
    public Circuit this[string method] => Of(method) switch
    {
        [var circuit] => circuit,
        [] => throw new InvalidOperationException($"The method '{method}' of '{typeof(TInterface)}' has no circuit."),
        { Count: var count } => throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"The overloads of '{method}' of '{typeof(TInterface)}' have {count} circuits; Of(\"{method}\") lists them.")),
    };

    /// <summary>The circuits of a method's overloads in the order of their declaration, each once.</summary>
    /// <param name="method">The method's name, as in <c>nameof(ICatalog.GetAsync)</c>.</param>
    /// <exception cref="ArgumentException">There is no such method, or none with policies.</exception>
    /// <exception cref="InvalidOperationException">No ambassador of the interface has been made yet.</exception>
    public IReadOnlyList<Circuit> Of(string method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var overloads = Methods.Where(known => known.Method == method).ToArray();
        if (overloads.Length == 0)
            throw new ArgumentException($"'{method}' is not a method of '{typeof(TInterface)}' with policies.", nameof(method));

        return [.. overloads.Select(overload => overload.Circuit).OfType<Circuit>().Distinct()];
    }

    /// <summary>The circuits under another service key, or of another of several registrations under one.</summary>
    /// <param name="serviceKey">The service key; null for the registrations without one.</param>
    /// <param name="registration">Which of the registrations under that key, counted from 1: telemetry shows the second as <c>#2</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="registration"/> is less than 1.</exception>
    public AmbassadorCircuits<TInterface> For(object? serviceKey, int registration = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(registration, 1);
        return new(_runtime, RegistrationKey.Of(serviceKey, registration - 1), _setUp);
    }

    private IEnumerable<(string Method, Circuit? Circuit)> Methods => _runtime.Find(typeof(TInterface), _serviceKey) switch
    {
        [] => throw new InvalidOperationException(
            $"No ambassador of '{typeof(TInterface)}' has been made yet in this runtime{(_serviceKey is null ? "" : $" with the service key '{_serviceKey}'")}."),
        var interfaces => interfaces.SelectMany(methods => methods.Circuits),
    };
}

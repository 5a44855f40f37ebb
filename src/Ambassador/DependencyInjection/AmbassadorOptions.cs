using Ambassador.Configuration;
using Ambassador.DependencyInjection;

namespace Ambassador;

/// <summary>
/// How <c>AddGeneratedAmbassadors</c> goes about it. One object serves all calls on a service collection: what a later call sets is
/// added to what an earlier one has set. Not safe for concurrent use, as the service collection is not.
/// </summary>
public sealed class AmbassadorOptions
{
    private readonly Dictionary<Type, PolicySettings> _interfaces = [];
    private readonly Dictionary<(Type Interface, string Method), PolicySettings> _methods = [];

    internal AmbassadorOptions()
    {
    }

    /// <summary>
    /// Whether an annotated interface that nobody has registered is an error of the call, which then lists all of them.
    /// The default is false: such an interface is left alone.
    /// </summary>
    public bool RequireAll { get; set; }

    /// <summary>
    /// The configuration section that overrides the attributes. The default is <c>Ambassador</c>; <c>Shop:Policies</c> is a section
    /// in a section.
    /// </summary>
    /// <exception cref="ArgumentException">The value is null or blank.</exception>
    public string ConfigurationSection
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    } = "Ambassador";

    /// <summary>
    /// The clock of all policies. The default, null, takes the container's <see cref="System.TimeProvider"/> where it has one, and
    /// otherwise the system's.
    /// </summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>
    /// Whether attempts fail and are held up on purpose, as <see cref="PolicySettings.FaultRate"/> and <see cref="PolicySettings.FaultLatencyMs"/> say:
    /// to rehearse an outage. The default is false: those settings, wherever they come from, have no effect. A runtime that the program registers itself
    /// has a parameter of its own for it.
    /// </summary>
    public bool EnableFaultInjection { get; set; }

    /// <summary>
    /// Sets policies for every method of an interface. They win over the interface's configuration and attribute, setting by setting;
    /// what is said of a method alone, by attribute, configuration or code, still wins over them.
    /// </summary>
    /// <typeparam name="TInterface">The annotated interface.</typeparam>
    /// <param name="settings">What to set; what is null stays as it is.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public AmbassadorOptions Configure<TInterface>(PolicySettings settings)
        where TInterface : class
        => Configure(typeof(TInterface), settings);

    /// <summary>Sets policies for one method of an interface, all its overloads. They win over everything else, setting by setting.</summary>
    /// <typeparam name="TInterface">The annotated interface.</typeparam>
    /// <param name="method">The method's name, as in <c>nameof(ICatalog.GetAsync)</c>.</param>
    /// <param name="settings">What to set; what is null stays as it is.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="method"/> or <paramref name="settings"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public AmbassadorOptions Configure<TInterface>(string method, PolicySettings settings)
        where TInterface : class
        => Configure(typeof(TInterface), method, settings);

    /// <summary>
    /// As <see cref="Configure{TInterface}(PolicySettings)"/>, also for a generic interface: <c>typeof(IRepository&lt;&gt;)</c>, whose
    /// settings hold for all its constructions.
    /// </summary>
    /// <param name="interfaceType">The annotated interface.</param>
    /// <param name="settings">What to set; what is null stays as it is.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="interfaceType"/> or <paramref name="settings"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public AmbassadorOptions Configure(Type interfaceType, PolicySettings settings)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        ArgumentNullException.ThrowIfNull(settings);
        settings.ThrowIfOutOfRange(TypeName.Of(interfaceType));
        _interfaces[interfaceType] = settings.Over(_interfaces.GetValueOrDefault(interfaceType, PolicySettings.None));
        return this;
    }

    /// <summary>
    /// As <see cref="Configure{TInterface}(string, PolicySettings)"/>, also for a generic interface: <c>typeof(IRepository&lt;&gt;)</c>,
    /// whose settings hold for all its constructions.
    /// </summary>
    /// <param name="interfaceType">The annotated interface.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="settings">What to set; what is null stays as it is.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public AmbassadorOptions Configure(Type interfaceType, string method, PolicySettings settings)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(settings);
        settings.ThrowIfOutOfRange($"{TypeName.Of(interfaceType)}.{method}");
        _methods[(interfaceType, method)] = settings.Over(_methods.GetValueOrDefault((interfaceType, method), PolicySettings.None));
        return this;
    }

    /// <summary>What code has set, by the names that the generated code uses.</summary>
    /// <param name="find">Finds an annotated interface by its type, or nothing.</param>
    /// <exception cref="InvalidOperationException">Something is set for what is no annotated interface or no method of it.</exception>
    internal PolicyOverrides ToOverrides(Func<Type, KnownInterface?> find)
    {
        // Definitions that differ only in arity share a name, so one entry may have to take in another.
        var interfaces = new Dictionary<string, PolicySettings>();
        foreach (var (type, settings) in _interfaces)
            interfaces[Known(type).Name] = settings.Over(interfaces.GetValueOrDefault(Known(type).Name, PolicySettings.None));

        var methods = new Dictionary<(string Interface, string Method), PolicySettings>();
        foreach (var ((type, method), settings) in _methods)
        {
            var key = (Known(type).Name, KnownMethod(type, method));
            methods[key] = settings.Over(methods.GetValueOrDefault(key, PolicySettings.None));
        }

        return new PolicyOverrides(interfaces, methods);

        KnownInterface Known(Type type) => find(type) ?? throw new InvalidOperationException(
            $"Configure is called for '{TypeName.Of(type)}', which is not an annotated interface of this project or of one that it references."
            + (type.IsConstructedGenericType
                ? " The settings of a generic interface are set for all its constructions: Configure(typeof(IRepository<>), …)."
                : ""));

        string KnownMethod(Type type, string method)
        {
            var known = Known(type);
            return known.Methods.Contains(method)
                ? method
                : throw new InvalidOperationException(
                    $"Configure is called for '{known.Name}.{method}', which is not a method with policies. "
                    + $"Methods: {string.Join(", ", known.Methods.Distinct())}.");
        }
    }
}

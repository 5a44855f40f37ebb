using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>A parameter of the constructor of a service: where its value comes from.</summary>
internal sealed class InnerParameter
{
    private readonly FromKeyedServicesAttribute? _keyed;
    private readonly bool _isServiceKey;
    private readonly bool _hasDefault;
    private readonly object? _default;

    public InnerParameter(ParameterInfo parameter)
    {
        Type = parameter.ParameterType;
        Name = parameter.Name ?? "";
        _keyed = parameter.GetCustomAttribute<FromKeyedServicesAttribute>();
        _isServiceKey = parameter.IsDefined(typeof(ServiceKeyAttribute));
        _hasDefault = parameter.HasDefaultValue;
        _default = _hasDefault ? parameter.DefaultValue : null;
    }

    public Type Type { get; }

    public string Name { get; }

    /// <summary>Whether the value depends on the key that the service is asked for with.</summary>
    public bool DependsOnServiceKey => _isServiceKey || _keyed is { LookupMode: ServiceKeyLookupMode.InheritKey };

    /// <summary>Whether there will be a value.</summary>
    public bool IsAvailable(IServiceProviderIsKeyedService registered, object? serviceKey) =>
        _hasDefault
        || IsServiceKey(serviceKey)
        || (KeyFor(serviceKey) is { } key ? registered.IsKeyedService(Type, key) : registered.IsService(Type));

    /// <summary>The value, unless there is none.</summary>
    public bool TryGet(IServiceProvider services, object? serviceKey, out object? value)
    {
        if (IsServiceKey(serviceKey))
        {
            value = serviceKey;
            return true;
        }

        value = (KeyFor(serviceKey) is { } key ? GetKeyed(services, Type, key) : services.GetService(Type)) ?? _default;
        return value is not null || _hasDefault;
    }

    private bool IsServiceKey(object? serviceKey) => _isServiceKey && Type.IsInstanceOfType(serviceKey);

    private static object? GetKeyed(IServiceProvider services, Type type, object key) =>
        services is IKeyedServiceProvider keyed
            ? keyed.GetKeyedService(type, key)
            : throw new InvalidOperationException("The container does not support keyed services.");

    private object? KeyFor(object? serviceKey) => _keyed?.LookupMode switch
    {
        ServiceKeyLookupMode.ExplicitKey => _keyed.Key,
        ServiceKeyLookupMode.InheritKey => serviceKey,
        _ => null,
    };
}

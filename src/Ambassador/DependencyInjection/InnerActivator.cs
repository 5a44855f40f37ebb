using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>
/// Makes a service as the container would, but leaves its disposal to the caller and knows its service key: the public constructor with the most
/// parameters that can all be had, each from the services, the keyed services, the service key or its default value.
/// </summary>
/// <remarks>
/// Not ActivatorUtilities: that follows an attribute of its own in choosing a constructor, and would give a service key to the first
/// parameter whose type fits.
/// </remarks>
internal sealed class InnerActivator
{
    private readonly Type _type;
    private readonly string _serviceName;
    private readonly Candidate[] _candidates;

    /// <param name="type">What to make.</param>
    /// <param name="serviceName">The interface it is registered for, as messages name it.</param>
    public InnerActivator([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type, string serviceName)
    {
        _type = type;
        _serviceName = serviceName;
        _candidates =
        [
            .. type.GetConstructors()
                .Select(constructor => new Candidate(constructor))
                .OrderByDescending(candidate => candidate.Parameters.Length),
        ];
    }

    /// <summary>Whether a parameter asks for the service key, or for a service with the same key.</summary>
    public bool DependsOnServiceKey => _candidates.Any(candidate => candidate.Parameters.Any(parameter => parameter.DependsOnServiceKey));

    /// <summary>Makes the service.</summary>
    /// <exception cref="InvalidOperationException">A dependency is not registered, or the type has no public constructor.</exception>
    public object Create(IServiceProvider services, object? serviceKey)
    {
        var candidate = Choose(services, serviceKey);
        var arguments = new object?[candidate.Parameters.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            var parameter = candidate.Parameters[index];
            if (!parameter.TryGet(services, serviceKey, out arguments[index]))
            {
                throw new InvalidOperationException(
                    $"The service '{_serviceName}' cannot be made: unable to resolve '{TypeName.Of(parameter.Type)}' "
                    + $"for the parameter '{parameter.Name}' of '{TypeName.Of(_type)}'.");
            }
        }

        return candidate.Invoker.Invoke(arguments.AsSpan());
    }

    private Candidate Choose(IServiceProvider services, object? serviceKey)
    {
        if (_candidates.Length == 0)
            throw new InvalidOperationException($"The service '{_serviceName}' cannot be made: '{TypeName.Of(_type)}' has no public constructor.");

        if (_candidates.Length == 1 || services.GetService<IServiceProviderIsKeyedService>() is not { } registered)
            return _candidates[0];

        // Where none will do, the shortest gives the most telling error.
        return _candidates.FirstOrDefault(candidate => candidate.Parameters.All(parameter => parameter.IsAvailable(registered, serviceKey)))
            ?? _candidates[^1];
    }

    private sealed class Candidate(ConstructorInfo constructor)
    {
        public InnerParameter[] Parameters { get; } = [.. constructor.GetParameters().Select(parameter => new InnerParameter(parameter))];

        public ConstructorInvoker Invoker { get; } = ConstructorInvoker.Create(constructor);
    }
}

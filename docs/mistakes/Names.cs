using System;
using System.Threading;
using System.Threading.Tasks;
using Ambassador;

// The interface has such a method, but none with these parameters.
[assembly: AmbassadorFor(typeof(Mistakes.INamed), Retry = 3)]
[assembly: AmbassadorForMethod(typeof(Mistakes.INamed), nameof(Mistakes.INamed.GetAsync), Parameters = new[] { typeof(string) }, TimeoutMs = 500)] // AMB0020

namespace Mistakes;

/// <summary>See the top of this file.</summary>
public interface INamed
{
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>A limit for each tenant, but no tenant.</summary>
[Ambassador]
public interface IPartitioned
{
    [Bulkhead(10, PartitionBy = "tenant")] // AMB0020
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>What is to answer for failures returns something else.</summary>
[Ambassador(Retry = 3)]
public interface IAnswered
{
    [Fallback(nameof(Unknown))] // AMB0020
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);

    static Item Unknown(int id) => new(id, "?");
}

/// <summary>What is to judge failures takes a text.</summary>
[Ambassador]
public interface IJudged
{
    [Retry(3, When = nameof(IsTransient))] // AMB0020
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);

    static bool IsTransient(string message) => message == "busy";
}

/// <summary>Targets cannot be checked by a method that wants to know something.</summary>
[Ambassador]
public interface IProbed
{
    [HealthProbe] // AMB0020
    Task PingAsync(int depth, CancellationToken cancellationToken = default);
}

using System;
using System.Threading;
using System.Threading.Tasks;
using Ambassador;

// An interface that is annotated already, and an attribute that says so again.
[assembly: AmbassadorFor(typeof(Mistakes.IAnnotated), Retry = 1)] // AMB0026

namespace Mistakes;

/// <summary>A number that nothing can be meant by.</summary>
[Ambassador(Retry = -1)] // AMB0001
public interface INegative
{
    [Timeout(-500)] // AMB0001
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>Retries of what the caller is yet to subscribe to and of arguments that cannot be kept for another attempt, and a key that chooses among no targets.</summary>
[Ambassador]
public interface IForwarded
{
    [Retry(3)] // AMB0003
    IObservable<Item> Watch();

    [Retry(3)] // AMB0012
    int Count(ReadOnlySpan<int> ids);

    Task<Item> GetAsync([HashKey] int id, CancellationToken cancellationToken = default); // AMB0003
}

/// <summary>Policies, and nobody who would keep to them: <c>[Ambassador]</c> is missing.</summary>
public interface IPoliciesOnly
{
    [Retry(3)] // AMB0003
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>See the top of this file.</summary>
[Ambassador(Retry = 2)]
public interface IAnnotated
{
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

using System.Threading;
using System.Threading.Tasks;
using Ambassador;

namespace Mistakes;

/// <summary>What most of the interfaces here are about: it is immutable, and compared by value.</summary>
public sealed record Item(int Id, string Name);

/// <summary>An ambassador cannot hand the setter on: only an object initializer may call it.</summary>
[Ambassador(Retry = 3)] // AMB0002
public interface IInitialized
{
    string Name { get; init; }

    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>Its ambassador would be called as the class below.</summary>
[Ambassador(Retry = 3)] // AMB0029
public interface IDepot
{
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

public sealed class DepotAmbassador;

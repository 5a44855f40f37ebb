using System.Collections.Immutable;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Ambassador;

namespace Mistakes;

/// <summary>One stream for all callers, which the first has read to its end, and a cache of nothing.</summary>
[Ambassador]
public interface IDocuments
{
    [Ambassador(CacheSeconds = 60)] // AMB0009
    Task<Stream> OpenAsync(string path, CancellationToken cancellationToken = default);

    [Ambassador(CacheSeconds = 5)] // AMB0009
    Task RemoveAsync(string path, CancellationToken cancellationToken = default);
}

/// <summary>A price that one caller changes is changed for all.</summary>
[Ambassador(CacheSeconds = 60)] // AMB0010
public interface IPrices
{
    Task<Price> GetAsync(int id, CancellationToken cancellationToken = default);
}

public sealed class Price
{
    public decimal Amount { get; set; }
}

/// <summary>Each search is another one, whatever it is for.</summary>
[Ambassador(CacheSeconds = 60)]
public interface ISearch
{
    Task<ImmutableArray<int>> FindAsync(
        Search search, // AMB0011
        CancellationToken cancellationToken = default);
}

public sealed class Search
{
    public string Text { get; init; } = "";
}

/// <summary>A cache whose key would be a variable of the caller's.</summary>
[Ambassador]
public interface ILookup
{
    [Ambassador(CacheSeconds = 60)] // AMB0012
    bool TryGet(int id, out Item? item);
}

/// <summary>What one user gets the next one gets too.</summary>
[Ambassador(CacheSeconds = 60)] // AMB0022
public interface IProfiles
{
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

public interface ICurrentUser
{
    string Name { get; }
}

public sealed class Profiles(ICurrentUser user) : IProfiles
{
    public Task<Item> GetAsync(int id, CancellationToken cancellationToken = default) => Task.FromResult(new Item(id, user.Name));
}

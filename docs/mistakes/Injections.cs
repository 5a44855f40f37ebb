using System.Data;
using System.Threading;
using System.Threading.Tasks;
using Ambassador;

namespace Mistakes;

/// <summary>The outer one of two that are retried.</summary>
[Ambassador(Retry = 3)]
public interface ITotals
{
    Task<decimal> GetAsync(int order, CancellationToken cancellationToken = default);
}

/// <summary>The inner one.</summary>
[Ambassador(Retry = 3)]
public interface ITaxes
{
    Task<decimal> GetAsync(int item, CancellationToken cancellationToken = default);
}

/// <summary>Sixteen calls of the inner one for a call of the outer one.</summary>
public sealed class Totals(ITaxes taxes) : ITotals // AMB0017
{
    public Task<decimal> GetAsync(int order, CancellationToken cancellationToken = default) => taxes.GetAsync(order, cancellationToken);
}

/// <summary>Two attempts side by side, on one connection.</summary>
[Ambassador, Idempotent]
public interface IRows
{
    [Hedge(200)] // AMB0023
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

public sealed class Rows(IDbConnection connection) : IRows
{
    public Task<Item> GetAsync(int id, CancellationToken cancellationToken = default) => Task.FromResult(new Item(id, connection.Database));
}

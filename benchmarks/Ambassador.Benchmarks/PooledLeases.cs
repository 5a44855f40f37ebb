using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ambassador.Pooling;
using Ambassador.Targets;
using Ambassador.Time;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.ObjectPool;
using Npgsql;

namespace Ambassador.Benchmarks;

/// <summary>
/// One lease, taken and returned, of a warm pool that nobody else uses, beside an object pool, which neither bounds nor waits nor looks after its objects, and Npgsql's,
/// which does. Npgsql's is only to be had with a connection around it, which is opened and closed: that has more to do than take and return.
/// </summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "It is cleaned up.")]
public class PooledLeases
{
    private readonly PostgresGreeter _server = new();
    private readonly TargetPool<object> _pool = new(
        new ObjectFactory(), new() { Max = 4 }, new Clock(TimeProvider.System), Random.Shared.NextDouble, new(NullLogger.Instance, "pool", default));

    private readonly ObjectPool<object> _objects = new DefaultObjectPool<object>(new DefaultPooledObjectPolicy<object>(), 4);
    private NpgsqlDataSource _npgsql = null!;
    private NpgsqlConnection _connection = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _npgsql = NpgsqlDataSource.Create(_server.ConnectionString(max: 4));
        _connection = _npgsql.CreateConnection();
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        await _connection.DisposeAsync();
        await _npgsql.DisposeAsync();
        await _pool.DisposeAsync();
        _server.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Ambassador() => _pool.Acquire(default).Return(AttemptOutcome.Succeeded);

    [Benchmark]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AmbassadorAsync() => (await _pool.AcquireAsync(default).ConfigureAwait(false)).Return(AttemptOutcome.Succeeded);

    [Benchmark]
    public void ObjectPool() => _objects.Return(_objects.Get());

    [Benchmark]
    public void Npgsql()
    {
        _connection.Open();
        _connection.Close();
    }

    [Benchmark]
    public async Task NpgsqlAsync()
    {
        await _connection.OpenAsync();
        await _connection.CloseAsync();
    }

    internal sealed class ObjectFactory : IPooledTargetFactory<object>
    {
        public ValueTask<object> CreateAsync(CancellationToken cancellationToken) => new(new object());
    }
}

/// <summary>Eight callers for two targets, each held across a hop through the thread pool: nearly every lease is waited for in line.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "It is cleaned up.")]
public class WaitedLeases
{
    private const int Callers = 8;
    private const int Leases = 1_000;

    private readonly PostgresGreeter _server = new();
    private readonly TargetPool<object> _pool = new(
        new PooledLeases.ObjectFactory(), new() { Max = 2 }, new Clock(TimeProvider.System), Random.Shared.NextDouble, new(NullLogger.Instance, "pool", default));

    private NpgsqlDataSource _npgsql = null!;

    [GlobalSetup]
    public void SetUp() => _npgsql = NpgsqlDataSource.Create(_server.ConnectionString(max: 2));

    [GlobalCleanup]
    public async Task CleanUp()
    {
        await _npgsql.DisposeAsync();
        await _pool.DisposeAsync();
        _server.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Callers * Leases)]
    public Task Ambassador() => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < Leases; i++)
        {
            var lease = await _pool.AcquireAsync(default).ConfigureAwait(false);
            await Task.Yield();
            lease.Return(AttemptOutcome.Succeeded);
        }
    })));

    [Benchmark(OperationsPerInvoke = Callers * Leases)]
    public Task Npgsql() => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        await using var connection = _npgsql.CreateConnection();
        for (var i = 0; i < Leases; i++)
        {
            await connection.OpenAsync().ConfigureAwait(false);
            await Task.Yield();
            await connection.CloseAsync().ConfigureAwait(false);
        }
    })));
}

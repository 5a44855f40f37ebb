using System.Diagnostics;
using Ambassador.Pooling;
using Ambassador.Telemetry;
using Ambassador.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Pooling;

/// <summary>What is pooled: it knows whether it is shared, and how often it was disposed.</summary>
internal sealed class Tool(int number)
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _users;
    private int _disposals;

    public int Number => number;

    public int Disposals => Volatile.Read(ref _disposals);

    public Task Disposed => _disposed.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Take() => Assert.Equal(1, Interlocked.Increment(ref _users));

    public void PutBack() => Assert.Equal(0, Interlocked.Decrement(ref _users));

    public void Dispose()
    {
        Interlocked.Increment(ref _disposals);
        _disposed.TrySetResult();
    }
}

/// <summary>Makes tools, as each test says.</summary>
internal sealed class Workshop : IPooledTargetFactory<Tool>
{
    private readonly List<Tool> _made = [];

    /// <summary>Before a tool is made, by its number, from 1.</summary>
    public Func<int, CancellationToken, Task> Making { get; set; } = (_, _) => Task.CompletedTask;

    public Func<Tool, ValueTask<bool>> Validating { get; set; } = _ => new(true);

    public Func<Tool, ValueTask<bool>> Resetting { get; set; } = _ => new(true);

    public Func<Tool, Task> Disposing { get; set; } = _ => Task.CompletedTask;

    public int Asked { get; private set; }

    public Tool[] Made
    {
        get
        {
            lock (_made)
                return [.. _made];
        }
    }

    public async ValueTask<Tool> CreateAsync(CancellationToken cancellationToken)
    {
        int number;
        lock (_made)
            number = ++Asked;

        await Making(number, cancellationToken);
        var tool = new Tool(number);
        lock (_made)
            _made.Add(tool);

        return tool;
    }

    public ValueTask<bool> ValidateAsync(Tool target, CancellationToken cancellationToken) => Validating(target);

    public ValueTask<bool> ResetAsync(Tool target, CancellationToken cancellationToken) => Resetting(target);

    public async ValueTask DisposeAsync(Tool target)
    {
        target.Dispose();
        await Disposing(target);
    }
}

/// <summary>A pool on a clock that stands still, and the workshop that it gets its tools from.</summary>
internal sealed class PoolBench
{
    public PoolBench(PoolRules? rules = null, double random = 0, TagList tags = default)
    {
        Logs = new FakeLogger();
        Pool = new(Workshop, rules ?? new(), new Clock(Time), () => random, new PoolTelemetry(Logs, "Shop.ITool", tags));
    }

    public FakeTimeProvider Time { get; } = new();

    public Workshop Workshop { get; } = new();

    public FakeLogger Logs { get; }

    public TargetPool<Tool> Pool { get; }

    public int[] Made => [.. Workshop.Made.Select(tool => tool.Number)];

    public PoolLease<Tool> Take() => Now(Pool.AcquireAsync(default));

    public PoolLease<Tool>[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Take())];

    public ValueTask<PoolLease<Tool>> Wait(CancellationToken caller = default)
    {
        var waiting = Pool.AcquireAsync(caller);
        Assert.False(waiting.IsCompleted);
        return waiting;
    }

    public static PoolLease<Tool> Now(ValueTask<PoolLease<Tool>> acquired)
    {
        Assert.True(acquired.IsCompleted);
        return acquired.GetAwaiter().GetResult();
    }

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Waits for what the thread pool has still to do.</summary>
    public static void Until(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(holds, TimeSpan.FromSeconds(30)));
}

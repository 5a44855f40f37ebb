using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.RateLimiting;

namespace Ambassador.Tests.Limiting;

/// <summary>
/// A service of known capacity behind its ambassador: so many calls are served side by side, each for about so long; what is more waits inside, first come,
/// first served. It runs in steps of a millisecond on a clock of its own, on one thread, so that every run is the same.
/// </summary>
internal sealed class SimulatedService : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly AmbassadorRuntime _runtime;
    private readonly IService _ambassador;
    private readonly Queue<TaskCompletionSource<int>> _waiting = new();
    private readonly PriorityQueue<TaskCompletionSource<int>, long> _served = new();
    private readonly Random _random = new(Seed: 1);
    private long _now;

    public SimulatedService(PolicySettings settings)
    {
        _runtime = new(_time, randomizer: () => 0.5);
        _runtime.Overrides = Overrides.Of<IService>(settings);
        _ambassador = new ServiceAmbassador(new ScriptedService(_ => Arrive()), _runtime);
    }

    /// <summary>How many calls are served side by side.</summary>
    public int Capacity { get; set; }

    /// <summary>How long serving a call takes, give or take a half.</summary>
    public int ServiceMs { get; set; }

    /// <summary>How many calls the service has got and not answered.</summary>
    public int InFlight { get; private set; }

    /// <summary>How many calls it has answered.</summary>
    public int Answered { get; private set; }

    /// <summary>How many calls did not reach it.</summary>
    public int Rejected { get; private set; }

    /// <summary>Lets time pass while as many callers as there are call again and again; those who are refused come back in a millisecond.</summary>
    /// <returns>How many calls were in flight on average.</returns>
    public double Run(int seconds, int callers)
    {
        var sum = 0.0;
        var end = _now + (seconds * 1_000);
        for (; _now < end; _now++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            while (_served.TryPeek(out var done, out var at) && at <= _now)
            {
                _served.Dequeue();
                InFlight--;
                Answered++;
                done.SetResult(1);
            }

            Serve();
            while (InFlight < callers && Call())
            {
            }

            sum += InFlight;
        }

        return sum / (seconds * 1_000);
    }

    public void Dispose() => _runtime.Dispose();

    private bool Call()
    {
        var call = _ambassador.GetTaskAsync(1);
        if (call.Exception?.InnerException is not RateLimiterRejectedException)
            return true;

        Rejected++;
        return false;
    }

    private Task<int> Arrive()
    {
        var call = new TaskCompletionSource<int>();
        InFlight++;
        _waiting.Enqueue(call);
        Serve();
        return call.Task;
    }

    private void Serve()
    {
        while (_served.Count < Capacity && _waiting.TryDequeue(out var next))
            _served.Enqueue(next, _now + (long)(ServiceMs * (0.5 + _random.NextDouble())));
    }
}

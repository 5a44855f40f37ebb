using System.Collections.Concurrent;
using Ambassador.Tests.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Ambassador.Tests.Targets;

/// <summary>Targets are made ready before they get calls.</summary>
public class WarmUpTests
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _warm = [];
    private readonly SpokenSource _source = new();
    private readonly FakeLogCollector _log = new();

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task First_calls_wait_for_all_who_are_there_first(Kind kind)
    {
        await using var fleet = WarmingUp();
        _source.Say("a", "b");
        var call = fleet.CallAsync(kind);

        Warm("a").SetResult();
        await Eventually.IsTrueAsync(() => Joined("a"));
        Assert.False(call.IsCompleted);
        Assert.Equal(0, fleet.Calls.Values.Sum());

        Warm("b").SetResult();
        await call;
    }

    [Fact]
    public async Task First_calls_go_on_waiting_when_the_source_speaks_again()
    {
        await using var fleet = WarmingUp();
        _source.Say("a", "b");
        var call = fleet.CallAsync(Kind.TaskOfValue);
        await Eventually.IsTrueAsync(() => _warm.Count == 2);

        _source.Say("a");
        await Eventually.IsTrueAsync(() => fleet.Replicas["b"].IsDisposed);
        Assert.False(call.IsCompleted);

        Warm("a").SetResult();
        Assert.Equal("a", await call);
    }

    [Fact]
    public async Task One_that_comes_later_gets_calls_when_it_is_warm()
    {
        await using var fleet = WarmingUp();
        _source.Say("a");
        Warm("a").SetResult();
        await fleet.CallAsync(Kind.Task);

        _source.Say("a", "b");
        await Eventually.IsTrueAsync(() => _warm.ContainsKey("b"));
        for (var i = 0; i < 10; i++)
            await fleet.CallAsync(Kind.Task);

        Assert.Equal(new() { ["a"] = 11, ["b"] = 0 }, fleet.Calls);

        Warm("b").SetResult();
        await Eventually.IsTrueAsync(() => Joined("b"));
        for (var i = 0; i < 10; i++)
            await fleet.CallAsync(Kind.Task);

        Assert.Equal(new() { ["a"] = 16, ["b"] = 5 }, fleet.Calls);
    }

    [Fact]
    public async Task One_that_fails_at_it_gets_calls_all_the_same()
    {
        await using var fleet = WarmingUp();
        _source.Say("a");
        var call = fleet.CallAsync(Kind.TaskOfValue);

        Warm("a").SetException(new IOException("No."));

        Assert.Equal("a", await call);
        Assert.IsType<IOException>(Assert.Single(_log.GetSnapshot(), record => record.Id.Name == "WarmUpFailed").Exception);
    }

    [Fact]
    public async Task It_takes_ten_seconds_at_most()
    {
        await using var fleet = WarmingUp();
        _source.Say("a");
        var call = fleet.CallAsync(Kind.TaskOfValue);
        await Eventually.IsTrueAsync(() => _warm.ContainsKey("a"));

        fleet.Time.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(Joined("a"));
        Assert.False(call.IsCompleted);

        fleet.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("a", await call);
    }

    [Fact]
    public async Task One_that_leaves_while_it_warms_up_is_told_and_then_disposed()
    {
        var told = new TaskCompletionSource();
        var replicaWasDisposed = true;
        Fleet? fleet = null;
        await using var _ = fleet = new Fleet(
            PolicySettings.None,
            targets => targets.From(_ => _source).WarmUp(async (_, cancellationToken) =>
            {
                _warm.TryAdd("a", told);
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                replicaWasDisposed = fleet!.Replicas["a"].IsDisposed;
                told.SetResult();
            }));
        _source.Say("a");
        var call = fleet.CallAsync(Kind.Task);
        await Eventually.IsTrueAsync(() => _warm.ContainsKey("a"));

        _source.Say();

        await told.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => fleet.Replicas["a"].IsDisposed);
        Assert.False(replicaWasDisposed);
        await Assert.ThrowsAsync<NoTargetsException>(() => call);
    }

    private TaskCompletionSource Warm(string address) => _warm.GetOrAdd(address, _ => new());

    private bool Joined(string address) => _log.GetSnapshot().Any(record => record.Message.EndsWith($"target {address} has joined.", StringComparison.Ordinal));

    private Fleet WarmingUp() => new(
        new() { Balance = BalancingAlgorithm.RoundRobin },
        targets => targets.From(_ => _source).WarmUp(async (replica, cancellationToken) =>
        {
         
            var made = (Replica)replica;
            await Warm(made.Address).Task.WaitAsync(cancellationToken);
        }),
        services => services.AddSingleton<ILoggerFactory>(_ => LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(_log)))));
}

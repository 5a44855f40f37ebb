using Ambassador.Pooling;
using Ambassador.Targets;
using Ambassador.Tests.Services;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.Targets;

/// <summary>What other policies do where calls have a choice of targets.</summary>
public class PolicyTests
{
    [Theory]
    [MemberData(nameof(Kinds.Async), MemberType = typeof(Kinds))]
    public async Task A_hedge_goes_to_another(Kind kind)
    {
        await using var fleet = new Fleet(
            new() { Balance = BalancingAlgorithm.FirstAvailable, Hedge = 1, HedgeAfterMs = 0, Idempotent = true }, targets => targets.Add("a").Add("b"));
        fleet.Answer = (address, token) => address == "a" ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;

        await fleet.CallAsync(kind);

        Assert.Equal(new() { ["a"] = 1, ["b"] = 1 }, fleet.Calls);
        await Eventually.IsTrueAsync(() => Pending(fleet) == 0);
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task Each_target_has_its_circuit(Kind kind)
    {
        await using var fleet = new Fleet(
            new() { Balance = BalancingAlgorithm.FirstAvailable, BreakerConsecutiveFailures = 2, BreakerPerTarget = true }, targets => targets.Add("a").Add("b"));
        fleet.Answer = (address, _) => address == "a" ? throw new IOException(address) : Task.CompletedTask;

        await Assert.ThrowsAsync<IOException>(() => fleet.CallAsync(kind));
        await Assert.ThrowsAsync<IOException>(() => fleet.CallAsync(kind));
        await fleet.CallAsync(kind);
        await fleet.CallAsync(kind);

        Assert.Equal(new() { ["a"] = 2, ["b"] = 2 }, fleet.Calls);
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task When_all_circuits_are_open_the_call_is_refused(Kind kind)
    {
        await using var fleet = new Fleet(
            new() { Balance = BalancingAlgorithm.RoundRobin, BreakerConsecutiveFailures = 1, BreakerPerTarget = true }, targets => targets.Add("a").Add("b"));
        fleet.Answer = (address, _) => throw new IOException(address);

        await Assert.ThrowsAsync<IOException>(() => fleet.CallAsync(kind));
        await Assert.ThrowsAsync<IOException>(() => fleet.CallAsync(kind));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => fleet.CallAsync(kind));

        Assert.Equal(2, fleet.Calls.Values.Sum());
        Assert.Equal(0, Pending(fleet));
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task Who_fails_in_a_row_is_ejected_for_a_while(Kind kind)
    {
        await using var fleet = new Fleet(
            new() { Balance = BalancingAlgorithm.RoundRobin, Eject = true, EjectConsecutiveFailures = 3, EjectBaseSeconds = 30, EjectIntervalSeconds = 10 },
            targets => targets.Add("a").Add("b").Add("c"));
        fleet.Answer = (address, _) => address == "a" ? throw new IOException(address) : Task.CompletedTask;

        var failures = 0;
        for (var i = 0; i < 30; i++)
        {
            try
            {
                await fleet.CallAsync(kind);
            }
            catch (IOException)
            {
                failures++;
            }
        }

        Assert.Equal(3, failures);
        fleet.Answer = (_, _) => Task.CompletedTask;
        for (var i = 0; i < 5; i++)
            fleet.Time.Advance(TimeSpan.FromSeconds(10));

        var before = fleet.Calls["a"];
        for (var i = 0; i < 9; i++)
            await fleet.CallAsync(kind);

        Assert.Equal(before + 3, fleet.Calls["a"]);
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task Each_call_has_an_instance_of_the_pool_to_itself(Kind kind)
    {
        var sessions = new Sessions();
        await using var fleet = new Fleet(new() { Pool = 2 }, targets => targets.Add("a").Pool((_, _) => sessions));
        sessions.Fleet = fleet;
        var (inside, most) = (0, 0);
        fleet.Answer = async (_, token) =>
        {
            var now = Interlocked.Increment(ref inside);
            lock (sessions)
                most = Math.Max(most, now);

            await Task.Yield();
            Interlocked.Decrement(ref inside);
        };

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => fleet.CallAsync(kind)));

        Assert.InRange(most, 1, 2);
        Assert.InRange(sessions.Made.Count, 1, 2);
        Assert.All(sessions.Made, session => Assert.Equal(1, session.MostAtOnce));
        await fleet.DisposeAsync();
        Assert.All(sessions.Made, session => Assert.True(session.IsDisposed));
    }

    [Theory]
    [MemberData(nameof(Kinds.Async), MemberType = typeof(Kinds))]
    public async Task A_call_that_is_given_up_gives_its_instance_up(Kind kind)
    {
        var sessions = new Sessions();
        await using var fleet = new Fleet(new() { Pool = 1, TimeoutMs = 1_000 }, targets => targets.Add("a").Pool((_, _) => sessions));
        sessions.Fleet = fleet;
        fleet.Answer = (_, _) => Task.Delay(Timeout.Infinite, CancellationToken.None);
        var call = fleet.CallAsync(kind);
        await Eventually.IsTrueAsync(() => sessions.Made is [{ Calls: 1 }]);

        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => call);
        fleet.Answer = (_, _) => Task.CompletedTask;
        await fleet.CallAsync(kind);

        Assert.Equal(2, sessions.Made.Count);
        await Eventually.IsTrueAsync(() => sessions.Made[0].IsDisposed);
    }

    [Theory]
    [InlineData(BalancingAlgorithm.RingHash)]
    [InlineData(BalancingAlgorithm.Maglev)]
    [InlineData(BalancingAlgorithm.Sticky)]
    public async Task Equal_keys_go_to_one_target(BalancingAlgorithm algorithm)
    {
        var calls = new List<(string Key, string Address)>();
        await using var provider = new ServiceCollection()
            .AddAmbassadorTargets<IShards>(targets => targets.Add("a").Add("b").Add("c").Create((_, endpoint) => new Shard(endpoint.Address)))
            .AddGeneratedAmbassadors(options => options.Configure<IShards>(new() { Balance = algorithm }))
            .BuildServiceProvider();
        var shards = provider.GetRequiredService<IShards>();
        for (var i = 0; i < 300; i++)
            calls.Add(($"user {i % 30}", await shards.FindAsync($"user {i % 30}", i)));

        Assert.All(calls.GroupBy(call => call.Key), group => Assert.Single(group.Select(call => call.Address).Distinct()));
        Assert.Equal(3, calls.Select(call => call.Address).Distinct().Count());
        Assert.Equal(await shards.CountAsync("user 7"), calls[7].Address);
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task Copies_go_to_targets_of_their_own_and_change_nothing(Kind kind)
    {
        await using var fleet = new Fleet(
            new() { Mirror = 1, MirrorTo = "role=shadow", MirrorMax = 5 },
            targets => targets.Add("a").Add("shadow", labels: new Dictionary<string, string> { ["role"] = "shadow" }));
        var release = new TaskCompletionSource();
        fleet.Answer = async (address, token) =>
        {
            if (address == "shadow")
            {
                await release.Task.WaitAsync(token);
                throw new IOException("The shadow fails.");
            }
        };

        for (var i = 0; i < 10; i++)
            await fleet.CallAsync(kind);

        await Eventually.IsTrueAsync(() => fleet.Calls["shadow"] == 5);
        Assert.Equal(10, fleet.Calls["a"]);
        release.SetResult();
        await Eventually.IsTrueAsync(() => Pending(fleet) == 0);
        await fleet.CallAsync(kind);
        await Eventually.IsTrueAsync(() => fleet.Calls["shadow"] == 6);
        Assert.Equal(11, fleet.Calls["a"]);
    }

    [Theory]
    [InlineData(false, "version=v2", "new")]
    [InlineData(true, "version=v3", "new, old")]
    public async Task Labels_say_which_targets_there_are(bool fallsBack, string subset, string addresses)
    {
        await using var fleet = new Fleet(
            new() { Balance = BalancingAlgorithm.RoundRobin, BalanceSubset = subset, BalanceSubsetFallback = fallsBack },
            targets => targets.Add("old").Add("new", labels: new Dictionary<string, string> { ["version"] = "v2" }));
        var answers = new HashSet<string>();
        for (var i = 0; i < 10; i++)
            answers.Add(await fleet.CallAsync(Kind.TaskOfValue));

        Assert.Equal(addresses, string.Join(", ", answers.Order()));
    }

    [Fact]
    public async Task A_canary_gets_its_share()
    {
        await using var fleet = new Fleet(
            new() { Balance = BalancingAlgorithm.RoundRobin, BalanceSplit = "version=v2", BalanceSplitRatio = 0.25 },
            targets => targets.Add("old").Add("new", labels: new Dictionary<string, string> { ["version"] = "v2" }));
        for (var i = 0; i < 4_000; i++)
            await fleet.CallAsync(Kind.TaskOfValue);

        Assert.InRange(fleet.Calls["new"], 850, 1_150);
    }

    [Fact]
    public async Task No_target_but_those_for_copies_is_no_target()
    {
        await using var fleet = new Fleet(
            new() { Mirror = 1, MirrorTo = "role=shadow" },
            targets => targets.Add("shadow", labels: new Dictionary<string, string> { ["role"] = "shadow" }));

        await Assert.ThrowsAsync<NoTargetsException>(() => fleet.CallAsync(Kind.TaskOfValue));
    }

    [Theory]
    [InlineData("PoolMin", 20, "PoolMin is 20, but Pool is 10.")]
    [InlineData("BalanceTableSize", 65_536, "BalanceTableSize is 65536, but must be a prime number.")]
    [InlineData("BalanceMinRingSize", 8_388_608, "BalanceMinRingSize is 8388608, but BalanceMaxRingSize is 1024.")]
    public async Task Settings_that_contradict_each_other_are_said_clearly(string setting, double value, string problem)
    {
        var settings = new PolicySettings { BalanceMaxRingSize = 1_024 }.With(PolicyRules.Find(setting)!, value);
        await using var fleet = new Fleet(settings, targets => targets.Add("a"));

        var error = Assert.Throws<InvalidOperationException>(() => fleet.Service);

        Assert.Equal($"Ambassador.Tests.Targets.IReplica: {problem}", error.Message);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("=v2")]
    [InlineData("version=v2,version=v3")]
    public async Task Labels_that_are_none_are_said_clearly(string labels)
    {
        await using var fleet = new Fleet(new() { BalanceSubset = labels }, targets => targets.Add("a"));

        var error = Assert.Throws<InvalidOperationException>(() => fleet.Service);

        Assert.Equal($"Ambassador.Tests.Targets.IReplica: BalanceSubset is '{labels}', but must be labels as in 'version=v2,stage=prod'.", error.Message);
    }

    [Fact]
    public async Task A_marked_method_checks_targets()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var ill = new HashSet<string> { "b" };
        await using var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddAmbassadorTargets<IChecked>(targets => targets.Add("a").Add("b").Add("c").Create((_, endpoint) => new Checked(endpoint.Address, ill)))
            .AddGeneratedAmbassadors()
            .BuildServiceProvider();
        var service = provider.GetRequiredService<IChecked>();
        await Eventually.IsTrueAsync(() => provider.GetRequiredKeyedService<Clusters.Cluster<IChecked>>(null).Targets.Count(target => target.IsAvailable) == 2);

        var answers = new HashSet<string>();
        for (var i = 0; i < 20; i++)
            answers.Add(await service.WhereAsync());

        Assert.Equal(["a", "c"], answers.Order());
    }

    private static int Pending(Fleet fleet) =>
        fleet.Services.GetRequiredKeyedService<Clusters.Cluster<IReplica>>(null).Targets.Sum(target => target.Pending);

    /// <summary>Sessions that serve one call at a time.</summary>
    private sealed class Sessions : IPooledTargetFactory<IReplica>
    {
        public Fleet Fleet { get; set; } = null!;

        public List<Session> Made { get; } = [];

        public ValueTask<IReplica> CreateAsync(CancellationToken cancellationToken)
        {
            lock (Made)
            {
                Made.Add(new(Fleet));
                return new(Made[^1]);
            }
        }
    }

    private sealed class Session(Fleet fleet) : IReplica, IDisposable
    {
        private int _running;

        public int Calls { get; private set; }

        public int MostAtOnce { get; private set; }

        public bool IsDisposed { get; private set; }

        public string Where(CancellationToken cancellationToken = default) => WhereTaskAsync(cancellationToken).GetAwaiter().GetResult();

        public void Touch(CancellationToken cancellationToken = default) => Where(cancellationToken);

        public async Task<string> WhereTaskAsync(CancellationToken cancellationToken = default)
        {
            Calls++;
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
            await fleet.Answer("session", cancellationToken);
            Interlocked.Decrement(ref _running);
            return "session";
        }

        public Task TouchTaskAsync(CancellationToken cancellationToken = default) => WhereTaskAsync(cancellationToken);

        public async ValueTask<string> WhereAsync(CancellationToken cancellationToken = default) => await WhereTaskAsync(cancellationToken);

        public async ValueTask TouchAsync(CancellationToken cancellationToken = default) => await WhereTaskAsync(cancellationToken);

        public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public void Dispose() => IsDisposed = true;
    }
}

[Ambassador, Balance(BalancingAlgorithm.RingHash)]
public interface IShards
{
    ValueTask<string> FindAsync([HashKey] string user, int page);

    Task<string> CountAsync([HashKey] string user);
}

public sealed class Shard(string address) : IShards
{
    public ValueTask<string> FindAsync(string user, int page) => new(address);

    public Task<string> CountAsync(string user) => Task.FromResult(address);
}

[Ambassador, Balance(BalancingAlgorithm.RoundRobin), HealthCheck(UnhealthyThreshold = 1)]
public interface IChecked
{
    Task<string> WhereAsync();

    [HealthProbe]
    Task<bool> IsWellAsync(CancellationToken cancellationToken);
}

public sealed class Checked(string address, HashSet<string> ill) : IChecked
{
    public Task<string> WhereAsync() => Task.FromResult(address);

    public Task<bool> IsWellAsync(CancellationToken cancellationToken) => Task.FromResult(!ill.Contains(address));
}

public static class Eventually
{
    /// <summary>Makes calls until one is answered at an address: a target is there a moment before it is chosen.</summary>
    public static async Task AnswersAsync(Fleet fleet, string address)
    {
        var answer = "";
        for (var i = 0; i < 1_000 && (answer = await fleet.CallAsync(Kind.TaskOfValue)) != address; i++)
            await Task.Delay(5, TestContext.Current.CancellationToken);

        Assert.Equal(address, answer);
    }

    public static async Task IsTrueAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1_000 && !condition(); i++)
            await Task.Delay(5, TestContext.Current.CancellationToken);

        Assert.True(condition());
    }
}

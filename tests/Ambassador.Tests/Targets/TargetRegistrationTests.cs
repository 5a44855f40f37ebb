using Ambassador.Targets;
using Ambassador.Tests.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ambassador.Tests.Targets;

/// <summary>What can be registered as targets, and what is said where it cannot be.</summary>
public class TargetRegistrationTests
{
    private static readonly PolicySettings RoundRobin = new() { Balance = BalancingAlgorithm.RoundRobin };

    [Fact]
    public async Task Keyed_services_are_targets_without_an_ambassador_of_their_own()
    {
        var made = new List<Replica>();
        await using var fleet = new Fleet(
            RoundRobin,
            targets => targets.AddKeyed("eu", weight: 2).AddKeyed(7),
            services => services
                .AddKeyedSingleton<IReplica>("eu", (_, key) => Made(made, "eu"))
                .AddKeyedSingleton<IReplica>(7, (_, key) => Made(made, "7"))
                .AddKeyedSingleton<IReplica>("else", (_, key) => Made(made, "else")));

        for (var i = 0; i < 6; i++)
            await fleet.CallAsync(Kind.Task);

        Assert.Equal([("7", 2), ("eu", 4)], made.Select(replica => (replica.Address, replica.Calls)).Order());
        Assert.Empty(fleet.Replicas);
        Assert.Same(made.Single(replica => replica.Address == "eu"), fleet.Services.GetRequiredKeyedService<IReplica>("eu"));
        Assert.IsType<ReplicaAmbassador>(fleet.Services.GetRequiredKeyedService<IReplica>("else"));
    }

    [Fact]
    public async Task The_container_goes_on_owning_keyed_targets()
    {
        var made = new List<Replica>();
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();
        configuration["Ambassador:IReplica:Targets:0"] = "eu";
        var fleet = new Fleet(RoundRobin, targets => targets.AddKeyed("eu").Add("a"), services => services
            .AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(configuration)
            .AddKeyedSingleton<IReplica>("eu", (_, key) => Made(made, "eu")));
        await fleet.CallAsync(Kind.Task);
        var keyed = Assert.Single(made);
        Assert.Equal(1, keyed.Calls);

        configuration["Ambassador:IReplica:Targets:0"] = "a";
        ((Microsoft.Extensions.Configuration.IConfigurationRoot)configuration).Reload();
        await Eventually.AnswersAsync(fleet, "a");
        var before = keyed.Calls;
        await fleet.CallAsync(Kind.Task);
        Assert.Equal(before, keyed.Calls);
        Assert.False(keyed.IsDisposed);

        // A second time would fail.
        await fleet.DisposeAsync();
        Assert.True(keyed.IsDisposed);
    }

    [Fact]
    public async Task A_key_that_nobody_has_registered_is_said()
    {
        await using var fleet = new Fleet(PolicySettings.None, targets => targets.AddKeyed("eu"));

        var error = await Assert.ThrowsAsync<NoTargetsException>(() => fleet.CallAsync(Kind.Task));

        Assert.StartsWith("Ambassador.Tests.Targets.IReplica has no target to go to: ", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public async Task Sources_are_added_up_and_the_first_describes()
    {
        var (said, registered) = (new SpokenSource(), new SpokenSource());
        await using var fleet = new Fleet(
            RoundRobin,
            targets => targets.Add("a", weight: 3).From(_ => said),
            services => services.AddSingleton<ITargetSource<IReplica>>(registered));
        var call = fleet.CallAsync(Kind.Task);
        said.Say("a", "b");
        Assert.False(call.IsCompleted);

        // Only now has every source spoken.
        registered.Say("b", "c");
        await call;
        for (var i = 0; i < 9; i++)
            await fleet.CallAsync(Kind.Task);

        Assert.Equal(new() { ["a"] = 6, ["b"] = 2, ["c"] = 2 }, fleet.Calls);

        registered.Say();
        await Eventually.IsTrueAsync(() => fleet.Replicas["c"].IsDisposed);
        Assert.False(fleet.Replicas["b"].IsDisposed);
    }

    [Fact]
    public async Task A_source_that_fails_is_asked_again_and_what_it_said_stands()
    {
        var asked = 0;
        var second = new SpokenSource();
        await using var fleet = new Fleet(PolicySettings.None, targets => targets.From(_ => new Failing(() => Interlocked.Increment(ref asked), second)));
        await fleet.CallAsync(Kind.Task);
        await Eventually.IsTrueAsync(() => asked == 1);
        fleet.Time.Advance(TimeSpan.FromSeconds(0.999));
        Assert.Equal("a", await fleet.CallAsync(Kind.TaskOfValue));
        Assert.Equal(1, asked);

        second.Say("b");
        await Eventually.IsTrueAsync(() =>
        {
            fleet.Time.Advance(TimeSpan.FromSeconds(1));
            return fleet.Replicas["a"].IsDisposed;
        });
        Assert.Equal("b", await fleet.CallAsync(Kind.TaskOfValue));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Each_key_has_targets_of_its_own()
    {
        var services = new ServiceCollection();
        var fleet = new Fleet(PolicySettings.None, _ => { });
        foreach (var key in new[] { "north", "south", null })
        {
            services.AddAmbassadorTargets<IReplica>(
                targets => targets.Add($"{key ?? "none"} 1").Add($"{key ?? "none"} 2").Create((_, endpoint) => new Replica(endpoint.Address, fleet)), key);
        }

        services.AddGeneratedAmbassadors(options => options.Configure<IReplica>(RoundRobin));
        await using var provider = services.BuildServiceProvider();
        foreach (var key in new[] { "north", "south", null })
        {
            var replica = provider.GetRequiredKeyedService<IReplica>(key);
            string[] said = [await replica.WhereAsync(TestContext.Current.CancellationToken), await replica.WhereAsync(TestContext.Current.CancellationToken)];
            Assert.Equal([$"{key ?? "none"} 1", $"{key ?? "none"} 2"], said.Order());
        }
    }

    [Fact]
    public void Two_with_one_key_are_refused()
    {
        var services = new ServiceCollection();
        services.AddAmbassadorTargets<IReplica>(targets => targets.Add("a"));
        services.AddAmbassadorTargets<IReplica>(targets => targets.Add("a"), "north");

        var error = Assert.Throws<InvalidOperationException>(() => services.AddAmbassadorTargets<IReplica>(targets => targets.Add("b"), "north"));

        Assert.Equal(
            "'Ambassador.Tests.Targets.IReplica' has targets already, so they are to be added there. Another AddAmbassadorTargets() needs a service key of its own.", error.Message);
    }

    [Fact]
    public void An_address_that_is_there_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAmbassadorTargets<IReplica>(targets => targets.Add("a").Add("a")));
        Assert.StartsWith("There is a target 'a' of 'Ambassador.Tests.Targets.IReplica' already.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_ambassador_the_error_says_what_is_missing()
    {
        var services = new ServiceCollection();
        services.AddAmbassadorTargets<IPlain>(targets => targets.Add("a")).AddAmbassadorTargets<IPlain>(targets => targets.Add("a"), "key").AddGeneratedAmbassadors();
        using var provider = services.BuildServiceProvider();

        Assert.All(
            new Action[]
            {
                () => provider.GetRequiredService<IPlain>(),
                () => provider.GetRequiredKeyedService<IPlain>("key"),
                () => _ = new AmbassadorTargetsHealthCheck<IPlain>(provider),
            },
            use => Assert.Equal(Missing(typeof(IPlain)), Assert.Throws<InvalidOperationException>(use).Message));
    }

    [Fact]
    public void After_AddGeneratedAmbassadors_or_without_it_the_error_says_so()
    {
        using var after = new ServiceCollection().AddGeneratedAmbassadors().AddAmbassadorTargets<IReplica>(targets => targets.Add("a")).BuildServiceProvider();
        using var without = new ServiceCollection().AddAmbassadorTargets<IReplica>(targets => targets.Add("a")).BuildServiceProvider();

        Assert.Equal(Missing(typeof(IReplica)), Assert.Throws<InvalidOperationException>(after.GetRequiredService<IReplica>).Message);
        Assert.Equal(Missing(typeof(IReplica)), Assert.Throws<InvalidOperationException>(without.GetRequiredService<IReplica>).Message);
        Assert.Equal(Missing(typeof(IReplica)), Assert.Throws<InvalidOperationException>(() => new AmbassadorTargetsHealthCheck<IReplica>(without)).Message);
    }

    [Fact]
    public async Task Nobody_has_said_how_to_make_them()
    {
        await using var provider = new ServiceCollection().AddAmbassadorTargets<IReplica>(targets => targets.Add("a")).AddGeneratedAmbassadors().BuildServiceProvider();

        var error = await Assert.ThrowsAsync<NoTargetsException>(() => provider.GetRequiredService<IReplica>().WhereTaskAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            "Ambassador.Tests.Targets.IReplica has no target to go to: Nobody has said how to make the 'Ambassador.Tests.Targets.IReplica' at 'a'. AddAmbassadorTargets takes that: targets.Create(…).",
            error.Message);
    }

    [Fact]
    public async Task What_cannot_be_made_is_left_out_until_its_source_speaks_again()
    {
        var source = new SpokenSource();
        var isBroken = true;
        Fleet? fleet = null;
        await using var _ = fleet = new Fleet(RoundRobin, targets => targets
            .From(_ => source)
            .Create((_, endpoint) => endpoint.Address == "b" && isBroken ? throw new IOException("No.") : fleet!.Replicas.GetOrAdd(endpoint.Address, address => new Replica(address, fleet))));
        source.Say("a", "b");
        for (var i = 0; i < 4; i++)
            await fleet.CallAsync(Kind.Task);

        Assert.Equal(new() { ["a"] = 4 }, fleet.Calls);

        isBroken = false;
        source.Say("a", "b");
        await Eventually.AnswersAsync(fleet, "b");
        await Eventually.AnswersAsync(fleet, "a");
    }

    [Fact]
    public async Task The_health_check_shows_each_target()
    {
        await using var fleet = new Fleet(new() { Balance = BalancingAlgorithm.RoundRobin, Eject = true, EjectConsecutiveFailures = 1 }, targets => targets.Add("a").Add("b"));
        fleet.Answer = (address, _) => address == "b" ? throw new IOException() : Task.CompletedTask;
        var check = new AmbassadorTargetsHealthCheck<IReplica>(fleet.Services);
        Assert.Equal((HealthStatus.Healthy, "Healthy", "Healthy"), await CheckAsync(check));

        var calls = await Task.WhenAll(CallAsync(fleet), CallAsync(fleet));

        Assert.Single(calls, hasFailed => hasFailed);
        Assert.Equal((HealthStatus.Degraded, "Healthy", "Ejected"), await CheckAsync(check));
    }

    [Fact]
    public async Task The_health_check_of_a_key_shows_those_of_the_key()
    {
        await using var fleet = new Fleet(PolicySettings.None, targets => targets.Add("a").Add("b"), services =>
            services.AddAmbassadorTargets<IReplica>(targets => { }, "empty"));
        var check = new AmbassadorTargetsHealthCheck<IReplica>(fleet.Services, "empty");

        var result = await check.CheckHealthAsync(new() { Registration = new("targets", check, null, null) }, TestContext.Current.CancellationToken);

        Assert.Equal((HealthStatus.Unhealthy, 0), (result.Status, result.Data.Count));
    }

    private static Replica Made(List<Replica> made, string address)
    {
        var replica = new Replica(address, new Fleet(PolicySettings.None, _ => { }));
        made.Add(replica);
        return replica;
    }

    private static string Missing(Type type) =>
        $"'{type.FullName!.Replace('+', '.')}' has targets, but no ambassador that would choose among them. Annotate it with [Ambassador], and call AddGeneratedAmbassadors() after AddAmbassadorTargets().";

    private static async Task<(HealthStatus Status, object A, object B)> CheckAsync(AmbassadorTargetsHealthCheck<IReplica> check)
    {
        var result = await check.CheckHealthAsync(new() { Registration = new("targets", check, null, null) }, TestContext.Current.CancellationToken);
        return (result.Status, result.Data["a"], result.Data["b"]);
    }

    private static async Task<bool> CallAsync(Fleet fleet)
    {
        try
        {
            await fleet.CallAsync(Kind.Task);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public interface IPlain;

    // Speaks once and fails, then is another.
    private sealed class Failing(Action asked, SpokenSource then) : ITargetSource<IReplica>
    {
        private bool _hasFailed;

        public async IAsyncEnumerable<IReadOnlyCollection<TargetEndpoint>> WatchAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            asked();
            if (!_hasFailed)
            {
                yield return [new("a")];
                _hasFailed = true;
                throw new IOException("The registry is down.");
            }

            await foreach (var endpoints in then.WatchAsync(cancellationToken))
                yield return endpoints;
        }
    }
}

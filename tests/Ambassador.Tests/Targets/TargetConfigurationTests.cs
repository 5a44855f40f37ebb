using Ambassador.Clusters;
using Ambassador.Targets;
using Ambassador.Tests.Services;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace Ambassador.Tests.Targets;

/// <summary>Targets that configuration names.</summary>
public class TargetConfigurationTests
{
    private static readonly PolicySettings RoundRobin = new() { Balance = BalancingAlgorithm.RoundRobin };

    [Theory]
    [InlineData("IReplica")]
    [InlineData("ireplica")]
    [InlineData("Ambassador.Tests.Targets.IReplica")]
    public async Task Both_forms_are_read(string name)
    {
        var configuration = Configuration(
            ($"Ambassador:{name}:Targets:0", "a"),
            ($"Ambassador:{name}:Targets:1:Address", "b"),
            ($"Ambassador:{name}:Targets:1:Weight", "2.5"),
            ($"Ambassador:{name}:Targets:1:Zone", "north"),
            ($"Ambassador:{name}:Targets:1:Priority", "3"),
            ($"Ambassador:{name}:Targets:1:Labels:version", "v2"));
        await using var fleet = Fleet(configuration);

        Assert.Equal(
            [
                new("a"),
                new("b") { Weight = 2.5, Zone = "north", Priority = 3, Labels = new Dictionary<string, string> { ["version"] = "v2" } },
            ],
            Endpoints(fleet));
    }

    [Fact]
    public async Task They_take_the_place_of_those_in_code()
    {
        await using var fleet = Fleet(Configuration(("Ambassador:IReplica:Targets:0", "b")), targets => targets.Add("a"));
        Assert.Equal("b", await fleet.CallAsync(Kind.TaskOfValue));
        Assert.Equal(["b"], fleet.Replicas.Keys);
    }

    [Fact]
    public async Task Those_of_the_full_name_take_the_place_of_those_of_the_simple_one()
    {
        await using var fleet = Fleet(Configuration(("Ambassador:IReplica:Targets:0", "a"), ("Ambassador:Ambassador.Tests.Targets.IReplica:Targets:0", "b")));
        Assert.Equal("b", await fleet.CallAsync(Kind.TaskOfValue));
    }

    [Fact]
    public async Task A_change_is_followed_and_who_stays_stays()
    {
        var configuration = Configuration(("Ambassador:IReplica:Targets:0", "a"), ("Ambassador:IReplica:Targets:1", "b"));
        await using var fleet = Fleet(configuration);
        await fleet.CallAsync(Kind.Task);
        var (gone, stays) = (fleet.Replicas["a"], fleet.Replicas["b"]);

        Reload(configuration, ("Ambassador:IReplica:Targets:0", "b"), ("Ambassador:IReplica:Targets:1", "c"));

        await Eventually.IsTrueAsync(() => gone.IsDisposed);
        Assert.Equal(["b", "c"], Endpoints(fleet).Select(endpoint => endpoint.Address));
        Assert.Same(stays, fleet.Replicas["b"]);
        Assert.False(stays.IsDisposed);
    }

    [Fact]
    public async Task A_change_of_what_is_known_of_a_target_leaves_the_target_as_it_is()
    {
        var configuration = Configuration(("Ambassador:IReplica:Targets:0:Address", "a"), ("Ambassador:IReplica:Targets:1", "b"));
        await using var fleet = Fleet(configuration);
        await fleet.CallAsync(Kind.Task);
        var replica = fleet.Replicas["a"];

        Reload(configuration, ("Ambassador:IReplica:Targets:0:Weight", "3"));
        await Eventually.IsTrueAsync(() => Endpoints(fleet)[0].Weight == 3);

        // The choice follows a moment later.
        var shares = (0, 0);
        for (var attempt = 0; attempt < 1_000 && shares != (6, 2); attempt++)
        {
            var before = fleet.Calls;
            for (var i = 0; i < 8; i++)
                await fleet.CallAsync(Kind.Task);

            shares = (fleet.Calls["a"] - before["a"], fleet.Calls["b"] - before["b"]);
        }

        Assert.Equal((6, 2), shares);
        Assert.Same(replica, fleet.Replicas["a"]);
    }

    [Fact]
    public async Task What_cannot_stand_is_all_reported_at_the_start_of_the_host()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Ambassador:IReplica:Targets:0"] = "a",
            ["Ambassador:IReplica:Targets:1:Address"] = "a",
            ["Ambassador:IReplica:Targets:2:Zone"] = "north",
            ["Ambassador:IReplica:Targets:3:Address"] = "b",
            ["Ambassador:IReplica:Targets:3:Weight"] = "heavy",
            ["Ambassador:IReplica:Targets:3:Priority"] = "128",
            ["Ambassador:IReplica:Targets:3:Colour"] = "red",
            ["Ambassador:IReplica:Retry"] = "-1",
        });
        builder.Services.AddAmbassadorTargets<IReplica>(targets => targets.Create((_, _) => throw new InvalidOperationException()));
        builder.Services.AddGeneratedAmbassadors();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(6, error.Failures.Count());
        Assert.Contains("'Ambassador:IReplica:Targets:1' is 'a', which an entry before it has.", error.Failures);
        Assert.Contains("'Ambassador:IReplica:Targets:2' has no Address.", error.Failures);
        Assert.All(
            ["'Ambassador:IReplica:Targets:3:Weight' is 'heavy'", "'Ambassador:IReplica:Targets:3:Priority' is '128'", "'Ambassador:IReplica:Targets:3:Colour' is 'red'", "'Ambassador:IReplica:Retry' is '-1'"],
            expected => Assert.Single(error.Failures, failure => failure.StartsWith(expected, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_change_that_cannot_stand_leaves_what_was()
    {
        var configuration = Configuration(("Ambassador:IReplica:Targets:0", "a"));
        var log = new FakeLogCollector();
        await using var fleet = Fleet(configuration, services: services => services.AddSingleton<ILoggerFactory>(
            _ => LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(log)))));
        Assert.Equal("a", await fleet.CallAsync(Kind.TaskOfValue));

        Reload(configuration, ("Ambassador:IReplica:Targets:0", "b"), ("Ambassador:IReplica:Targets:1:Weight", "1"));
        await Eventually.IsTrueAsync(() => log.GetSnapshot().Any(record =>
            record.Id.Name == "ConfigurationRejected" && record.Message.Contains("'Ambassador:IReplica:Targets:1' has no Address.", StringComparison.Ordinal)));
        Assert.Equal("a", await fleet.CallAsync(Kind.TaskOfValue));

        Reload(configuration, ("Ambassador:IReplica:Targets:1:Address", "c"));
        await Eventually.IsTrueAsync(() => Endpoints(fleet).Select(endpoint => endpoint.Address).SequenceEqual(["b", "c"]));
    }

    [Fact]
    public async Task What_cannot_stand_any_more_before_the_first_call_leaves_what_code_names()
    {
        var configuration = Configuration(("Ambassador:IReplica:Targets:0", "a"));
        await using var fleet = Fleet(configuration, targets => targets.Add("of code"));
        _ = fleet.Services.GetRequiredService<AmbassadorRuntime>();

        Reload(configuration, ("Ambassador:IReplica:Targets:1:Weight", "1"));

        Assert.Equal("of code", await fleet.CallAsync(Kind.TaskOfValue));
    }

    [Fact]
    public async Task They_belong_to_the_registration_without_a_key()
    {
        await using var fleet = Fleet(
            Configuration(("Ambassador:IReplica:Targets:0", "a")),
            services: services => services.AddAmbassadorTargets<IReplica>(targets => targets.Add("b").Create((_, endpoint) => new Replica(endpoint.Address, Answering())), "other"));

        Assert.Equal("a", await fleet.CallAsync(Kind.TaskOfValue));
        Assert.Equal("b", await fleet.Services.GetRequiredKeyedService<IReplica>("other").WhereTaskAsync(TestContext.Current.CancellationToken));
    }

    private static Fleet Answering() => new(PolicySettings.None, _ => { });

    private static Fleet Fleet(IConfiguration configuration, Action<AmbassadorTargets<IReplica>>? targets = null, Action<IServiceCollection>? services = null) => new(
        RoundRobin,
        targets ?? (_ => { }),
        collection =>
        {
            collection.AddSingleton(configuration);
            services?.Invoke(collection);
        });

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value))).Build();

    private static void Reload(IConfigurationRoot configuration, params (string Key, string Value)[] values)
    {
        foreach (var (key, value) in values)
            configuration[key] = value;

        configuration.Reload();
    }

    private static List<TargetEndpoint> Endpoints(Fleet fleet)
    {
        _ = fleet.Service;
        return [.. fleet.Services.GetRequiredService<Cluster<IReplica>>().Targets.Select(target => target.Endpoint)];
    }
}

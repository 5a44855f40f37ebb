using System.Net;
using Ambassador.Network.Tests.Http;
using Ambassador.Targets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;

namespace Ambassador.Network.Tests.Discovery;

/// <summary>Targets that service discovery knows of.</summary>
public class DiscoveryTests
{
    [Theory]
    [InlineData("https+http://catalog", "http", "http://10.0.0.1:8080", "http://10.0.0.1:8080")]
    [InlineData("https+http://catalog", "https", "https://catalog.example/", "https://catalog.example")]
    [InlineData("https+http://catalog", "http", "http://10.0.0.1/base", "http://10.0.0.1/base/")]
    [InlineData("https+http://catalog", "http", "10.0.0.1:8080", "https://10.0.0.1:8080")]
    [InlineData("http://catalog", "http", "10.0.0.1:8080", "http://10.0.0.1:8080")]
    [InlineData("http://catalog", "http", "[::1]:8080", "http://[::1]:8080")]
    [InlineData("http://catalog", "http", "catalog.example:8080", "http://catalog.example:8080")]
    [InlineData("http://_metrics.catalog", "metrics", "10.0.0.1:9090", "http://10.0.0.1:9090")]
    [InlineData("catalog", "default", "10.0.0.1:8080", "10.0.0.1:8080")]
    public async Task An_endpoint_is_an_address(string query, string name, string endpoint, string expected)
    {
        await using var program = new Program(query, ($"services:catalog:{name}:0", endpoint));

        Assert.Equal($"1 at {expected}", await program.Catalog.GetAsync(1));
    }

    [Fact]
    public async Task A_service_without_endpoints_of_its_own_is_where_it_is_called()
    {
        await using var program = new Program("https+http://catalog");

        Assert.Equal("1 at https://catalog", await program.Catalog.GetAsync(1));
    }

    [Fact]
    public async Task The_scheme_is_one_that_is_allowed()
    {
        await using var program = new Program(
            "https+http://catalog", configure: services => services.Configure<ServiceDiscoveryOptions>(options =>
            {
                options.AllowAllSchemes = false;
                options.AllowedSchemes = ["http"];
            }));

        Assert.Equal("1 at http://catalog", await program.Catalog.GetAsync(1));
    }

    [Fact]
    public async Task Endpoints_come_and_go_while_calls_run()
    {
        await using var program = new Program(
            "http://catalog", ("services:catalog:http:0", "http://a"), ("services:catalog:http:1", "http://b"));
        var load = new Load(program.Catalog, 4);
        await program.UntilAsync(() => program.CallsAt("http://a") > 50 && program.CallsAt("http://b") > 50);

        program.Configure(("services:catalog:http:0", "http://b"), ("services:catalog:http:1", "http://c"));
        await program.UntilAsync(() => program.CallsAt("http://c") > 50 && program.IsDisposed("http://a"));
        var last = program.CallsAt("http://a");
        await load.MoreAsync(200);

        await load.StopAsync();
        Assert.Empty(load.Failures);
        Assert.Equal(last, program.CallsAt("http://a"));
        Assert.False(program.IsDisposed("http://b"));
    }

    [Fact]
    public async Task Calls_go_over_real_sockets_to_what_is_found()
    {
        var servers = await CatalogServer.StartAsync(2);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(servers.Select((server, i) =>
            KeyValuePair.Create($"services:catalog:http:{i}", (string?)server.Address))).Build();
        await using var caller = new Caller(
            new() { Balance = BalancingAlgorithm.RoundRobin },
            targets => targets.FromServiceDiscovery("https+http://catalog"),
            services => services.AddSingleton<IConfiguration>(configuration).AddServiceDiscovery());

        for (var id = 0; id < 10; id++)
            await caller.Catalog.GetAsync(id);

        Assert.All(servers, server => Assert.Equal(5, server.Requests));
        foreach (var server in servers)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task What_a_provider_knows_of_an_endpoint_describes_the_target()
    {
        var registry = new Registry();
        registry.Say(Endpoint("a", zone: "north", weight: 1), Endpoint("b", zone: "south", weight: 3));
        TargetEndpoint[] described = [];
        await using var program = new Program(
            "http://catalog",
            configure: services => services.AddSingleton<IServiceEndpointProviderFactory>(registry),
            describe: (endpoint, target) =>
            {
                var place = endpoint.Features.Get<Place>()!;
                return Keep(target with { Zone = place.Zone, Weight = place.Weight });
            });

        for (var id = 0; id < 8; id++)
            await program.Catalog.GetAsync(id);

        Assert.Equal((2, 6), (program.CallsAt("http://a:8080"), program.CallsAt("http://b:8080")));
        Assert.Equal(["north", "south"], described.Select(target => target.Zone));

        TargetEndpoint Keep(TargetEndpoint target)
        {
            described = [.. described, target];
            return target;
        }
    }

    [Fact]
    public async Task When_resolving_fails_the_last_known_stand_until_it_succeeds_again()
    {
        var registry = new Registry();
        registry.Say(Endpoint("a"));
        await using var program = new Program("http://catalog", configure: services => services.AddSingleton<IServiceEndpointProviderFactory>(registry));
        Assert.Equal("1 at http://a:8080", await program.Catalog.GetAsync(1));

        registry.Fail(new IOException("The registry is down."));
        await program.UntilAsync(() => program.Logged("TargetSourceFailed").Count > 0);
        Assert.Equal("1 at http://a:8080", await program.Catalog.GetAsync(1));
        Assert.IsType<IOException>(program.Logged("TargetSourceFailed")[0].Exception);

        registry.Say(Endpoint("b"));
        await program.UntilAsync(() => program.IsDisposed("http://a:8080"));
        Assert.Equal("1 at http://b:8080", await program.Catalog.GetAsync(1));
    }

    [Fact]
    public async Task Calls_that_come_before_the_first_answer_wait_for_it()
    {
        var registry = new Registry();
        registry.Fail(new IOException("The registry is down."));
        await using var program = new Program("http://catalog", configure: services => services.AddSingleton<IServiceEndpointProviderFactory>(registry));
        var call = program.Catalog.GetAsync(1);
        await program.UntilAsync(() => program.Logged("TargetSourceFailed").Count > 0);
        Assert.False(call.IsCompleted);

        registry.Say(Endpoint("a"));
        await program.UntilAsync(() => call.IsCompleted);
        Assert.Equal("1 at http://a:8080", await call);
    }

    // The resolver itself forgets a service that nobody asks about within ten seconds.
    [Fact]
    public async Task Whoever_tells_of_changes_is_kept_for_as_long_as_there_is_the_ambassador()
    {
        var registry = new Registry();
        registry.Say(Endpoint("a"));
        await using var program = new Program("http://catalog", configure: services => services.AddSingleton<IServiceEndpointProviderFactory>(registry));
        Assert.Equal("1 at http://a:8080", await program.Catalog.GetAsync(1));

        for (var second = 0; second < 60; second++)
        {
            program.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        Assert.Equal((1, 0), (registry.Made, registry.Disposed));
        registry.Say(Endpoint("b"));
        await program.UntilAsync(() => program.IsDisposed("http://a:8080"));
    }

    [Fact]
    public async Task A_provider_that_cannot_tell_of_changes_is_asked()
    {
        var registry = new Registry { Tells = false };
        registry.Say(Endpoint("a"));
        await using var program = new Program("http://catalog", configure: services => services.AddSingleton<IServiceEndpointProviderFactory>(registry));
        Assert.Equal("1 at http://a:8080", await program.Catalog.GetAsync(1));

        registry.Say(Endpoint("b"));
        await program.UntilAsync(() => program.IsDisposed("http://a:8080"));
        Assert.Equal("1 at http://b:8080", await program.Catalog.GetAsync(1));
    }

    [Fact]
    public void Without_service_discovery_the_error_says_so()
    {
        var services = new ServiceCollection();
        services.AddAmbassadorTargets<ICatalog>(targets => targets.FromServiceDiscovery("https+http://catalog").CreateHttp(http => new CatalogClient(http)));
        services.AddGeneratedAmbassadors();
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<ICatalog>);

        Assert.Equal(
            "The targets of 'Ambassador.Network.Tests.ICatalog' are those of 'https+http://catalog', but there is no service discovery. Call AddServiceDiscovery().", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://")]
    public void What_names_no_service_is_refused(string query) => Assert.Throws<ArgumentException>(() =>
        new ServiceCollection().AddAmbassadorTargets<ICatalog>(targets => targets.FromServiceDiscovery(query)));

    private static ServiceEndpoint Endpoint(string host, string zone = "", double weight = 1)
    {
        var endpoint = ServiceEndpoint.Create(new DnsEndPoint(host, 8080));
        endpoint.Features.Set(new Place(zone, weight));
        return endpoint;
    }

    private sealed record Place(string Zone, double Weight);
}

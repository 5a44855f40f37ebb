using System.Text.RegularExpressions;
using Ambassador.Network.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop;

namespace Ambassador.Network.Tests.Docs;

/// <summary>Every line of C# in docs/targets.md stands in the sample, which does what the page says.</summary>
public partial class TargetsDocsTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "targets.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Its_code_is_compiled()
    {
        var sample = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "TargetsSample.cs")).Select(line => line.Trim().TrimEnd(';')).ToHashSet();
        var blocks = CSharpBlock().Matches(s_page);

        Assert.Equal(10, blocks.Count);
        Assert.All(
            blocks.SelectMany(block => block.Groups[1].Value.Split('\n')).Select(line => TrailingComment().Replace(line, "").Trim().TrimEnd(';')),
            line => Assert.Contains(line, sample));
    }

    [Fact]
    public async Task Targets_in_code_are_two() => await TargetsAreAsync(TargetsSample.InCode, "http://10.0.0.1:8080", "http://10.0.0.2:8080");

    [Fact]
    public async Task Those_in_configuration_take_their_place()
    {
        var json = JsonBlock().Match(s_page).Groups[1].Value;
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build();
        configuration["Ambassador:ICatalog:Targets:0"] = "http://10.0.0.7:8080";
        await TargetsAreAsync(
            services =>
            {
                services.AddSingleton<IConfiguration>(configuration);
                TargetsSample.InCode(services);
            },
            "http://10.0.0.2:8080",
            "http://10.0.0.7:8080");
    }

    [Fact]
    public async Task Keyed_services_are_targets_by_priority()
    {
        await using var provider = Build(TargetsSample.Keyed);
        Assert.Equal("eu", await provider.GetRequiredService<Shop.ICatalog>().GetAsync(1));
    }

    [Fact]
    public async Task Service_discovery_is_followed()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("services:catalog:http:0", "http://10.0.0.3:8080")]).Build();
        await TargetsAreAsync(
            services =>
            {
                services.AddSingleton<IConfiguration>(configuration);
                TargetsSample.Discovered(services);
            },
            "http://10.0.0.3:8080");
    }

    [Fact]
    public async Task A_file_is_a_source()
    {
        var path = Path.GetTempFileName();
        await using var first = await CatalogServer.StartAsync();
        await using var second = await CatalogServer.StartAsync();
        await File.WriteAllTextAsync(path, first.Address, TestContext.Current.CancellationToken);
        await using var provider = Build(services => TargetsSample.InFile(services, path));
        var catalog = provider.GetRequiredService<Shop.ICatalog>();
        Assert.Equal($"1 from {first.Address}", await catalog.GetAsync(1));

        await File.WriteAllTextAsync(path, second.Address, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => Targets.Of<Shop.ICatalog>(provider).SequenceEqual([second.Address]));
        Assert.Equal($"1 from {second.Address}", await catalog.GetAsync(1));
        File.Delete(path);
    }

    [Fact]
    public async Task Create_makes_what_stands_there()
    {
        await using var provider = Build(TargetsSample.Made);
        Assert.Matches("^(first|second)$", await provider.GetRequiredService<Shop.ICatalog>().GetAsync(1));
    }

    [Fact]
    public async Task The_named_client_can_be_added_to() => await TargetsAreAsync(TargetsSample.WithHandler, "http://10.0.0.1:8080", "http://10.0.0.2:8080");

    [Fact]
    public async Task Channels_are_targets()
    {
        await using var provider = Build(TargetsSample.OverGrpc);
        Assert.Matches("^10.0.0.[12]:8443$", await provider.GetRequiredService<Shop.ICatalog>().GetAsync(1));
    }

    // Nobody answers at its addresses, so nobody may ever join.
    [Fact]
    public async Task Warm_up_can_be_said()
    {
        await using var provider = Build(TargetsSample.WarmedUp);
        Assert.NotNull(provider.GetRequiredService<Shop.ICatalog>());
    }

    private static async Task TargetsAreAsync(Action<IServiceCollection> register, params string[] addresses)
    {
        await using var provider = Build(register);
        provider.GetRequiredService<Shop.ICatalog>();
        await Wait.UntilAsync(() => Targets.Of<Shop.ICatalog>(provider).SequenceEqual(addresses));
    }

    private static ServiceProvider Build(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        return services.BuildServiceProvider();
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"\s+// .*$")]
    private static partial Regex TrailingComment();
}

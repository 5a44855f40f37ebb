using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.CircuitBreaking;

/// <summary>How circuits are found.</summary>
public class AmbassadorCircuitsTests
{
    [Fact]
    public async Task A_container_answers_them_before_the_first_ambassador_is_made()
    {
        await using var provider = new ServiceCollection().AddSingleton<IStock, Warehouse>().AddGeneratedAmbassadors().BuildServiceProvider(validateScopes: true);

        provider.GetRequiredService<AmbassadorCircuits<IStock>>()[nameof(IStock.TakeAsync)].Isolate();

        await Assert.ThrowsAsync<IsolatedCircuitException>(() => provider.GetRequiredService<IStock>().TakeAsync(1));
        Assert.Same(provider.GetRequiredService<AmbassadorCircuits<IStock>>(), provider.GetRequiredService<AmbassadorCircuits<IStock>>());
    }

    [Fact]
    public async Task A_container_answers_them_by_service_key()
    {
        await using var provider = new ServiceCollection()
            .AddKeyedSingleton<IStock, Warehouse>("eu")
            .AddKeyedScoped<IStock, Warehouse>("us")
            .AddTransient<Desk>()
            .AddGeneratedAmbassadors()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        using var scope = provider.CreateScope();
        var (eu, us) = (scope.ServiceProvider.GetRequiredKeyedService<IStock>("eu"), scope.ServiceProvider.GetRequiredKeyedService<IStock>("us"));

        scope.ServiceProvider.GetRequiredService<Desk>().Circuits[nameof(IStock.TakeAsync)].Isolate();
        await Assert.ThrowsAsync<IsolatedCircuitException>(() => eu.TakeAsync(1));
        await Assert.ThrowsAsync<IOException>(() => us.TakeAsync(1));

        var circuits = provider.GetRequiredService<AmbassadorCircuits<IStock>>();
        Assert.Equal(
            [CircuitState.Closed, CircuitState.Isolated, CircuitState.Open],
            new[] { circuits, circuits.For("eu"), circuits.For("us") }.Select(each => each[nameof(IStock.TakeAsync)].State));
    }

    [Fact]
    public async Task Each_of_several_registrations_under_one_key_has_its_own()
    {
        await using var provider = new ServiceCollection()
            .AddSingleton<IStock, Warehouse>()
            .AddSingleton<IStock, Warehouse>()
            .AddGeneratedAmbassadors()
            .BuildServiceProvider();
        var (first, second) = (provider.GetServices<IStock>().First(), provider.GetServices<IStock>().Last());

        provider.GetRequiredService<AmbassadorCircuits<IStock>>().For(null, registration: 2)[nameof(IStock.TakeAsync)].Isolate();

        await Assert.ThrowsAsync<IOException>(() => first.TakeAsync(1));
        await Assert.ThrowsAsync<IsolatedCircuitException>(() => second.TakeAsync(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => provider.GetRequiredService<AmbassadorCircuits<IStock>>().For(null, registration: 0));
    }

    [Fact]
    public async Task Those_of_a_generic_interface_are_found_by_its_construction()
    {
        await using var provider = new ServiceCollection()
            .AddSingleton<IShop<int>, Warehouse>()
            .AddSingleton(typeof(IShop<>), typeof(OutOfBusiness<>))
            .AddGeneratedAmbassadors()
            .BuildServiceProvider();

        provider.GetRequiredService<AmbassadorCircuits<IShop<string>>>()[nameof(IShop<string>.BuyAsync)].Isolate();
        provider.GetRequiredService<AmbassadorCircuits<IShop<Version>>>();

        await Assert.ThrowsAsync<IsolatedCircuitException>(() => provider.GetRequiredService<IShop<string>>().BuyAsync());
        await Assert.ThrowsAsync<IOException>(() => provider.GetRequiredService<IShop<Version>>().BuyAsync());
    }

    [Fact]
    public async Task By_hand_they_are_there_with_the_first_ambassador()
    {
        using var runtime = new AmbassadorRuntime();
        var circuits = new AmbassadorCircuits<IStock>(runtime, "eu");
        var error = Assert.Throws<InvalidOperationException>(() => circuits.All);
        Assert.Equal($"No ambassador of '{typeof(IStock)}' has been made yet in this runtime with the service key 'eu'.", error.Message);

        IStock stock = new StockAmbassador(new Warehouse(), runtime, "eu");
        circuits[nameof(IStock.TakeAsync)].Isolate();

        await Assert.ThrowsAsync<IsolatedCircuitException>(() => stock.TakeAsync(1));
    }

    [Fact]
    public async Task Overloads_have_their_own_in_the_order_of_declaration()
    {
        using var runtime = new AmbassadorRuntime();
        IStock stock = new StockAmbassador(new Warehouse(), runtime);
        var circuits = new AmbassadorCircuits<IStock>(runtime);

        circuits.Of(nameof(IStock.CountAsync))[1].Isolate();

        await Assert.ThrowsAsync<IOException>(() => stock.CountAsync(1));
        await Assert.ThrowsAsync<IsolatedCircuitException>(() => stock.CountAsync("screws"));
        var error = Assert.Throws<InvalidOperationException>(() => circuits[nameof(IStock.CountAsync)]);
        Assert.Equal($"The overloads of 'CountAsync' of '{typeof(IStock)}' have 2 circuits; Of(\"CountAsync\") lists them.", error.Message);
    }

    [Fact]
    public void A_method_without_one_says_so()
    {
        using var runtime = new AmbassadorRuntime();
        _ = new StockAmbassador(new Warehouse(), runtime);
        var circuits = new AmbassadorCircuits<IStock>(runtime);

        Assert.Empty(circuits.Of(nameof(IStock.BrowseAsync)));
        Assert.Equal(
            $"The method 'BrowseAsync' of '{typeof(IStock)}' has no circuit.",
            Assert.Throws<InvalidOperationException>(() => circuits[nameof(IStock.BrowseAsync)]).Message);
        Assert.StartsWith(
            $"'StealAsync' is not a method of '{typeof(IStock)}' with policies.",
            Assert.Throws<ArgumentException>(() => circuits["StealAsync"]).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            ["CountAsync", "CountAsync", "TakeAsync"], circuits.All.Select(circuit => circuit.Name[(circuit.Name.LastIndexOf('.') + 1)..]));
    }

    [Fact]
    public async Task Those_of_other_types_are_none()
    {
        await using var provider = new ServiceCollection().AddGeneratedAmbassadors().BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<AmbassadorCircuits<IDisposable>>());

        Assert.Equal("'System.IDisposable' is not an annotated interface of this project or of one that it references.", error.Message);
    }

    private sealed class Desk([FromKeyedServices("eu")] AmbassadorCircuits<IStock> circuits)
    {
        public AmbassadorCircuits<IStock> Circuits { get; } = circuits;
    }
}

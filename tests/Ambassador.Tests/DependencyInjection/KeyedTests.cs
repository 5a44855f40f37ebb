using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ambassador.Tests.DependencyInjection;

public class KeyedTests
{
    [Fact]
    public void All_kinds_of_keyed_registrations_are_decorated()
    {
        var instance = new Greeter();
        var services = new ServiceCollection()
            .AddKeyedSingleton<IGreeter, Greeter>("type")
            .AddKeyedTransient<IGreeter>("factory", (_, key) => new NamedGreeter((string)key!))
            .AddKeyedSingleton<IGreeter>("instance", instance)
            .AddGreeterAmbassadors();
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredKeyedService<IGreeter>("type").Behind<Greeter>();
        Assert.Equal("factory", provider.GetRequiredKeyedService<IGreeter>("factory").Behind<NamedGreeter>().Key);
        Assert.Same(instance, provider.GetRequiredKeyedService<IGreeter>("instance").Behind<Greeter>());
        Assert.Null(provider.GetService<IGreeter>());
        Assert.Equal([(object)"type", "factory", "instance"], services.Take(3).Select(descriptor => descriptor.ServiceKey));
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public void Keyed_registrations_keep_their_lifetime(ServiceLifetime lifetime)
    {
        var services = new ServiceCollection
        {
            ServiceDescriptor.DescribeKeyed(typeof(IGreeter), "plain", typeof(Greeter), lifetime),
            ServiceDescriptor.DescribeKeyed(typeof(IGreeter), "named", typeof(NamedGreeter), lifetime),
        };
        using var provider = services.AddGreeterAmbassadors().BuildServiceProvider(validateScopes: true);
        using var scope = provider.CreateScope();
        using var other = provider.CreateScope();
        foreach (var key in new[] { "plain", "named" })
        {
            var first = scope.ServiceProvider.GetRequiredKeyedService<IGreeter>(key);

            Assert.Equal(lifetime is not ServiceLifetime.Transient, first == scope.ServiceProvider.GetRequiredKeyedService<IGreeter>(key));
            Assert.Equal(lifetime is ServiceLifetime.Singleton, first == other.ServiceProvider.GetRequiredKeyedService<IGreeter>(key));
        }
    }

    [Fact]
    public async Task Keys_share_no_state()
    {
        using var provider = new ServiceCollection()
            .AddKeyedSingleton<IGreeter, Greeter>("english")
            .AddKeyedSingleton<IGreeter, FrenchGreeter>("french")
            .AddGreeterAmbassadors(options => options.Configure<IGreeter>(new PolicySettings { CacheSeconds = 60 }))
            .BuildServiceProvider();

        Assert.Equal("Hello, Ada", await provider.GetRequiredKeyedService<IGreeter>("english").GreetAsync("Ada", TestContext.Current.CancellationToken));
        Assert.Equal("Bonjour, Ada", await provider.GetRequiredKeyedService<IGreeter>("french").GreetAsync("Ada", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_constructor_gets_the_service_key_it_asks_for()
    {
        using var provider = new ServiceCollection()
            .AddKeyedSingleton("address", "greetings.test")
            .AddKeyedSingleton<IGreeter, AddressedGreeter>("eu")
            .AddGreeterAmbassadors()
            .BuildServiceProvider();

        var greeter = provider.GetRequiredKeyedService<IGreeter>("eu").Behind<AddressedGreeter>();

        Assert.Equal(("greetings.test", "eu"), (greeter.Address, greeter.Key));
    }

    [Fact]
    public void A_constructor_gets_the_services_with_its_own_key()
    {
        var books = new { Eu = new Phrasebook(), Us = new Phrasebook() };
        using var provider = new ServiceCollection()
            .AddKeyedSingleton("eu", books.Eu)
            .AddKeyedSingleton("us", books.Us)
            .AddKeyedSingleton<IGreeter, LocalGreeter>("eu")
            .AddKeyedSingleton<IGreeter, LocalGreeter>("us")
            .AddGreeterAmbassadors()
            .BuildServiceProvider();

        Assert.Same(books.Eu, provider.GetRequiredKeyedService<IGreeter>("eu").Behind<LocalGreeter>().Phrasebook);
        Assert.Same(books.Us, provider.GetRequiredKeyedService<IGreeter>("us").Behind<LocalGreeter>().Phrasebook);
    }

    [Fact]
    public void A_registration_for_any_key_has_an_ambassador_for_each()
    {
        using var provider = new ServiceCollection()
            .AddKeyedSingleton<IGreeter, NamedGreeter>(KeyedService.AnyKey)
            .AddGreeterAmbassadors()
            .BuildServiceProvider();

        var eu = Assert.IsType<GreeterAmbassador>(provider.GetRequiredKeyedService<IGreeter>("eu"));
        var us = Assert.IsType<GreeterAmbassador>(provider.GetRequiredKeyedService<IGreeter>("us"));

        Assert.Equal(("eu", "us"), (eu.Behind<NamedGreeter>().Key, us.Behind<NamedGreeter>().Key));
        Assert.Equal(("eu", "us"), (eu.ServiceKey, us.ServiceKey));
        Assert.Same(eu, provider.GetRequiredKeyedService<IGreeter>("eu"));
    }

    [Fact]
    public void Asking_for_all_keys_gets_ambassadors_only()
    {
        using var provider = new ServiceCollection()
            .AddKeyedSingleton<IGreeter, Greeter>("a")
            .AddKeyedSingleton<IGreeter, FrenchGreeter>("b")
            .AddGreeterAmbassadors()
            .BuildServiceProvider();

        Assert.Collection(
            provider.GetKeyedServices<IGreeter>(KeyedService.AnyKey),
            first => first.Behind<Greeter>(),
            second => second.Behind<FrenchGreeter>());
    }

    [Fact]
    public void A_missing_dependency_of_a_service_made_with_its_key_is_an_error_that_names_the_interface()
    {
        using var provider = new ServiceCollection().AddKeyedSingleton<IGreeter, LocalGreeter>("eu").AddGreeterAmbassadors().BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetKeyedService<IGreeter>("eu"));

        Assert.Contains("DependencyInjection.IGreeter' cannot be made", error.Message, StringComparison.Ordinal);
        Assert.Contains("Phrasebook' for the parameter 'phrasebook'", error.Message, StringComparison.Ordinal);
    }

    private sealed class NamedGreeter([ServiceKey] string key) : Greeter
    {
        public string Key { get; } = key;
    }

    private sealed class AddressedGreeter([FromKeyedServices("address")] string address, [ServiceKey] string key) : Greeter
    {
        public string Address { get; } = address;

        public string Key { get; } = key;
    }

    private sealed class LocalGreeter([FromKeyedServices] Phrasebook phrasebook) : Greeter
    {
        public Phrasebook Phrasebook { get; } = phrasebook;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ambassador.Tests.DependencyInjection;

/// <summary>The service behind an ambassador is made by the constructor that the container would have chosen.</summary>
public class ConstructorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_constructor_with_the_most_parameters_that_can_be_had_is_chosen(bool withPhrasebook)
    {
        foreach (var key in new[] { null, "key" })
        {
            var services = new ServiceCollection { ServiceDescriptor.DescribeKeyed(typeof(IGreeter), key, typeof(ChoosyGreeter), ServiceLifetime.Transient) };
            if (withPhrasebook)
                services.AddSingleton<Phrasebook>();

            using var provider = services.AddGreeterAmbassadors().BuildServiceProvider();

            var greeter = provider.GetRequiredKeyedService<IGreeter>(key).Behind<ChoosyGreeter>();

            Assert.Equal(withPhrasebook, greeter.Phrasebook is not null);
            Assert.Equal(7, greeter.Number);
        }
    }

    [Fact]
    public void Building_finds_a_missing_dependency()
    {
        var services = new ServiceCollection().AddSingleton<IGreeter, BookishGreeter>().AddGreeterAmbassadors();

        var error = Assert.Throws<AggregateException>(
            () => services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true }));

        Assert.Contains("Phrasebook", error.Message, StringComparison.Ordinal);
        Assert.Contains("behind the ambassador of Ambassador.Tests.DependencyInjection.IGreeter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Building_finds_a_singleton_that_would_hold_a_scoped_service()
    {
        var services = new ServiceCollection().AddScoped<Phrasebook>().AddSingleton<IGreeter, BookishGreeter>().AddGreeterAmbassadors();

        var error = Assert.Throws<AggregateException>(
            () => services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));

        Assert.Contains("Cannot consume scoped service", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scoped_ambassador_is_refused_by_the_root()
    {
        using var provider = new ServiceCollection().AddScoped<IGreeter, Greeter>().AddGreeterAmbassadors().BuildServiceProvider(validateScopes: true);

        Assert.Throws<InvalidOperationException>(() => provider.GetService<IGreeter>());
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public void A_service_that_needs_itself_is_an_error_that_names_the_interface(ServiceLifetime lifetime)
    {
        IServiceCollection services = new ServiceCollection { new ServiceDescriptor(typeof(IGreeter), typeof(NarcissisticGreeter), lifetime) };
        using var provider = services.AddGreeterAmbassadors().BuildServiceProvider();
        using var scope = provider.CreateScope();

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => scope.ServiceProvider.GetService<IGreeter>());

            Assert.Contains("circular dependency was detected: making a 'Ambassador.Tests.DependencyInjection.IGreeter'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Everything_that_is_added_is_valid()
    {
        var services = new ServiceCollection()
            .AddSingleton<Phrasebook>()
            .AddSingleton<IGreeter, Greeter>()
            .AddScoped<IGreeter, BookishGreeter>()
            .AddKeyedTransient<IGreeter, FrenchGreeter>("french")
            .AddGreeterAmbassadors();

        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.NotNull(provider.GetService<AmbassadorRuntime>());
    }

    private sealed class NarcissisticGreeter(IGreeter self) : Greeter
    {
        public IGreeter Self { get; } = self;
    }

    private sealed class ChoosyGreeter : Greeter
    {
        public ChoosyGreeter(int number = 7) => Number = number;

        // The container does not look at the attribute, so neither may the ambassador's registration.
        [ActivatorUtilitiesConstructor]
        public ChoosyGreeter([FromKeyedServices("nothing")] string nothing)
            : this(nothing.Length)
        {
        }

        public ChoosyGreeter(Phrasebook phrasebook, [ServiceKey] string? key = null, int number = 7)
            : this(number)
        {
            Phrasebook = phrasebook;
            _ = key;
        }

        public Phrasebook? Phrasebook { get; }

        public int Number { get; }
    }
}

using Ambassador.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Tests.DependencyInjection;

public class RepeatedCallTests
{
    [Fact]
    public void A_second_call_decorates_nothing_twice()
    {
        var services = new ServiceCollection()
            .AddSingleton<IGreeter, Greeter>()
            .AddKeyedSingleton<IGreeter, FrenchGreeter>("french")
            .AddGreeterAmbassadors();
        var after = services.ToArray();

        services.AddGreeterAmbassadors().AddGreeterAmbassadors();

        Assert.Equal(after, services);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IGreeter>().Behind<Greeter>();
        provider.GetRequiredKeyedService<IGreeter>("french").Behind<FrenchGreeter>();
    }

    [Fact]
    public void A_second_call_decorates_what_was_added_in_between()
    {
        var services = new ServiceCollection().AddSingleton<IGreeter, Greeter>().AddGreeterAmbassadors();

        services.AddTransient<IGreeter, FrenchGreeter>().AddGreeterAmbassadors();

        using var provider = services.BuildServiceProvider();
        Assert.Collection(
            provider.GetServices<IGreeter>(),
            first => first.Behind<Greeter>(),
            second => second.Behind<FrenchGreeter>());
    }

    [Fact]
    public void Two_assemblies_that_know_the_same_interface_decorate_it_once()
    {
        var services = new ServiceCollection().AddSingleton<IGreeter, Greeter>().AddSingleton<ISyncConnection, SyncConnection>();

        AmbassadorServices.Decorate(services, null, Registration.AddGreeter);
        AmbassadorServices.Decorate(services, null, registry =>
        {
            Registration.AddGreeter(registry);
            Connections.AddTo(registry);
        });

        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IGreeter>().Behind<Greeter>();
        Assert.IsType<SyncConnectionAmbassador>(provider.GetRequiredService<ISyncConnection>());
    }

    [Fact]
    public async Task What_all_calls_configure_applies()
    {
        var shaky = new ShakyGreeter(failures: 2);
        using var provider = new ServiceCollection()
            .AddSingleton<IGreeter>(shaky)
            .AddGreeterAmbassadors(options => options.Configure<IGreeter>(new PolicySettings { Retry = 1, RetryDelayMs = 0 }))
            .AddGreeterAmbassadors(options => options.Configure<IGreeter>(new PolicySettings { Retry = 2 }))
            .BuildServiceProvider();

        await provider.GetRequiredService<IGreeter>().GreetAsync("Ada", TestContext.Current.CancellationToken);

        Assert.Equal(3, shaky.Calls);
    }

    [Fact]
    public void A_copied_service_collection_is_known_to_be_decorated()
    {
        var services = new ServiceCollection().AddSingleton<IGreeter, Greeter>().AddGreeterAmbassadors();
        IServiceCollection copy = new ServiceCollection();
        foreach (var descriptor in services)
            copy.Add(descriptor);

        using var provider = copy.AddGreeterAmbassadors().BuildServiceProvider();

        provider.GetRequiredService<IGreeter>().Behind<Greeter>();
    }

    [Fact]
    public void An_interface_that_nobody_registered_is_left_alone()
    {
        using var provider = new ServiceCollection().AddGreeterAmbassadors().BuildServiceProvider();

        Assert.Null(provider.GetService<IGreeter>());
    }

    [Fact]
    public void RequireAll_lists_every_interface_that_nobody_registered()
    {
        var services = new ServiceCollection().AddSingleton<IAsyncConnection, AsyncConnection>();

        var error = Assert.Throws<InvalidOperationException>(() => AmbassadorServices.Decorate(services, options => options.RequireAll = true, registry =>
        {
            Registration.AddGreeter(registry);
            Connections.AddTo(registry);
        }));

        Assert.Contains("Ambassador.Tests.DependencyInjection.IGreeter, Ambassador.Tests.DependencyInjection.ISyncConnection.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("IAsyncConnection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireAll_is_content_with_a_keyed_registration_and_holds_for_later_calls()
    {
        var services = new ServiceCollection().AddKeyedSingleton<IGreeter, Greeter>("key").AddGreeterAmbassadors(options => options.RequireAll = true);

        var error = Assert.Throws<InvalidOperationException>(() => AmbassadorServices.Decorate(services, null, Connections.AddTo));

        Assert.Contains("ISyncConnection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>("services", () => AmbassadorServices.Decorate(null!, null, Registration.AddGreeter));
        Assert.Throws<ArgumentNullException>("register", () => AmbassadorServices.Decorate(new ServiceCollection(), null, null!));
    }
}

using Ambassador.Tests.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ambassador.Tests.Fallbacks;

/// <summary>Other implementations to fall back on, and where they come from.</summary>
public class ImplementationTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Another_implementation_answers_for_every_kind_of_method(Kind kind)
    {
        using var services = Provide(services => services.AddSingleton(new Substitute()));
        var result = await services.GetRequiredService<IGuarded>().CallAsync(kind, id: 5);

        Assert.Equal(kind is Kind.Value or Kind.TaskOfValue or Kind.ValueTaskOfValue ? 1 : 0, result);
        Assert.Equal(1, services.GetRequiredService<Substitute>().Calls);
    }

    [Fact]
    public void What_is_registered_is_taken_with_its_lifetime()
    {
        using var services = Provide(services => services.AddScoped<Substitute>(), ServiceLifetime.Scoped);
        using var scope = services.CreateScope();
        using var other = services.CreateScope();

        scope.ServiceProvider.GetRequiredService<IGuarded>().Get(1, TestContext.Current.CancellationToken);
        scope.ServiceProvider.GetRequiredService<IGuarded>().Get(1, TestContext.Current.CancellationToken);

        Assert.Equal(2, scope.ServiceProvider.GetRequiredService<Substitute>().Calls);
        Assert.Equal(0, other.ServiceProvider.GetRequiredService<Substitute>().Calls);
    }

    [Fact]
    public void What_is_not_registered_is_made_once_when_it_is_first_needed_and_disposed_with_the_scope()
    {
        var ledger = new Ledger();
        using var services = Provide(services => services.AddSingleton(ledger), ServiceLifetime.Scoped);
        using (var scope = services.CreateScope())
        {
            var ambassador = scope.ServiceProvider.GetRequiredService<IRecorded>();
            Assert.Equal((0, 0), (ledger.Made, ledger.Disposed));

            ambassador.Get();
            ambassador.Get();
            Assert.Equal((1, 0), (ledger.Made, ledger.Disposed));
        }

        Assert.Equal((1, 1), (ledger.Made, ledger.Disposed));
    }

    [Fact]
    public void A_transient_is_taken_once_for_each_ambassador_like_any_dependency()
    {
        var ledger = new Ledger();
        using var services = Provide(services => services.AddSingleton(ledger).AddTransient<Recorder>());
        var ambassador = services.GetRequiredService<IRecorded>();

        ambassador.Get();
        ambassador.Get();

        Assert.Equal(1, ledger.Made);
    }

    [Fact]
    public async Task Many_failures_at_once_make_one()
    {
        var ledger = new Ledger();
        using var services = Provide(services => services.AddSingleton(ledger));
        var ambassador = services.GetRequiredService<IRecorded>();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(ambassador.Get)));

        Assert.Equal(1, ledger.Made);
    }

    [Fact]
    public void One_that_is_registered_with_the_ambassadors_key_comes_first()
    {
        using var services = Provide(services => services
            .AddKeyedSingleton<IGuarded, Failing>("eu")
            .AddKeyedSingleton("eu", new Substitute())
            .AddSingleton<Substitute>());

        services.GetRequiredKeyedService<IGuarded>("eu").Get(1, TestContext.Current.CancellationToken);

        Assert.Equal(1, services.GetRequiredKeyedService<Substitute>("eu").Calls);
        Assert.Equal(0, services.GetRequiredService<Substitute>().Calls);
    }

    [Fact]
    public void One_that_cannot_be_had_surfaces_with_the_first_failure()
    {
        using var services = Provide(_ => { });

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IRecorded>().Get());

        Assert.Contains("'Ambassador.Tests.Fallbacks.Ledger'", error.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(FirstFailure.Of(error));
    }

    [Fact]
    public void An_interface_must_be_registered()
    {
        using var without = Provide(_ => { });
        using var with = Provide(services => services.AddSingleton<IStandIn, StandIn>());

        var error = Assert.Throws<InvalidOperationException>(() => without.GetRequiredService<IStoodInFor>().Get());
        Assert.Equal("'Ambassador.Tests.Fallbacks.IStandIn' is to be fallen back on, but it is abstract and not registered.", error.Message);
        Assert.Equal(7, with.GetRequiredService<IStoodInFor>().Get());
    }

    [Fact]
    public void Generic_interfaces_closed_and_open()
    {
        using var closed = Provide(services => services.AddSingleton<IShelf<string>, EmptyShelf<string>>());
        using var open = Provide(services => services.AddSingleton(typeof(IShelf<>), typeof(EmptyShelf<>)));

        Assert.Equal("System.String", closed.GetRequiredService<IShelf<string>>().Take());
        Assert.Equal("System.String", open.GetRequiredService<IShelf<string>>().Take());
    }

    [Fact]
    public void An_ambassador_made_by_hand_takes_it()
    {
        var substitute = new Substitute();
        IGuarded ambassador = new GuardedAmbassador(new Failing(), FallbackSource.Of(new Failing(), substitute));

        ambassador.Get(1, TestContext.Current.CancellationToken);

        Assert.Equal(1, substitute.Calls);
    }

    [Fact]
    public void One_that_was_not_given_surfaces_with_the_first_failure()
    {
        IGuarded ambassador = new GuardedAmbassador(new Failing(), FallbackSource.Of());

        var error = Assert.Throws<InvalidOperationException>(() => ambassador.Get(1, TestContext.Current.CancellationToken));

        Assert.Contains(nameof(Substitute), error.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(FirstFailure.Of(error));
        Assert.Throws<ArgumentNullException>(() => new GuardedAmbassador(new Failing(), null!));
        Assert.Throws<ArgumentNullException>(() => FallbackSource.Of(null!));
        Assert.Throws<ArgumentNullException>(() => FirstFailure.Of(null!));
    }

    private static ServiceProvider Provide(Action<IServiceCollection> configure, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        var services = new ServiceCollection();
        services.Add(new ServiceDescriptor(typeof(IGuarded), typeof(Failing), lifetime));
        services.Add(new ServiceDescriptor(typeof(IRecorded), typeof(FailingRecord), lifetime));
        services.AddSingleton<IStoodInFor, FailingStandIn>();
        configure(services);
        services.AddGeneratedAmbassadors();
        return services.BuildServiceProvider(validateScopes: true);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ambassador.Tests.DependencyInjection;

public class DecorationTests
{
    [Fact]
    public async Task An_implementation_type_is_decorated()
    {
        using var provider = new ServiceCollection().AddSingleton<IGreeter, Greeter>().AddGreeterAmbassadors().BuildServiceProvider();

        var greeter = provider.GetRequiredService<IGreeter>();

        greeter.Behind<Greeter>();
        Assert.Equal("Hello, Ada", await greeter.GreetAsync("Ada", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_factory_is_decorated()
    {
        using var provider = new ServiceCollection().AddSingleton<IGreeter>(_ => new FrenchGreeter()).AddGreeterAmbassadors().BuildServiceProvider();

        provider.GetRequiredService<IGreeter>().Behind<FrenchGreeter>();
    }

    [Fact]
    public void An_instance_is_decorated()
    {
        var instance = new Greeter();
        using var provider = new ServiceCollection().AddSingleton<IGreeter>(instance).AddGreeterAmbassadors().BuildServiceProvider();

        Assert.Same(instance, provider.GetRequiredService<IGreeter>().Behind<Greeter>());
    }

    [Theory]
    [InlineData(ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public void Type_and_factory_keep_their_lifetime(ServiceLifetime lifetime)
    {
        ServiceDescriptor[] descriptors =
        [
            new(typeof(IGreeter), typeof(Greeter), lifetime),
            new(typeof(IGreeter), _ => new Greeter(), lifetime),
        ];
        foreach (var descriptor in descriptors)
        {
            var services = new ServiceCollection { descriptor }.AddGreeterAmbassadors();
            using var provider = services.BuildServiceProvider(validateScopes: true);
            using var scope = provider.CreateScope();
            using var other = provider.CreateScope();
            var first = scope.ServiceProvider.GetRequiredService<IGreeter>();
            var again = scope.ServiceProvider.GetRequiredService<IGreeter>();
            var elsewhere = other.ServiceProvider.GetRequiredService<IGreeter>();

            Assert.Equal(lifetime, services[0].Lifetime);
            Assert.Equal(lifetime is not ServiceLifetime.Transient, ReferenceEquals(first, again));
            Assert.Equal(lifetime is not ServiceLifetime.Transient, ReferenceEquals(first.Behind<Greeter>(), again.Behind<Greeter>()));
            Assert.Equal(lifetime is ServiceLifetime.Singleton, ReferenceEquals(first, elsewhere));
            Assert.Equal(lifetime is ServiceLifetime.Singleton, ReferenceEquals(first.Behind<Greeter>(), elsewhere.Behind<Greeter>()));
        }
    }

    [Theory]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public void Dependencies_come_from_the_scope_that_asks(ServiceLifetime lifetime)
    {
        var services = new ServiceCollection().AddScoped<Phrasebook>();
        services.Add(new ServiceDescriptor(typeof(IGreeter), typeof(BookishGreeter), lifetime));
        using var provider = services.AddGreeterAmbassadors().BuildServiceProvider(validateScopes: true);
        using var scope = provider.CreateScope();

        var phrasebook = scope.ServiceProvider.GetRequiredService<IGreeter>().Behind<BookishGreeter>().Phrasebook;

        Assert.Same(scope.ServiceProvider.GetRequiredService<Phrasebook>(), phrasebook);
    }

    [Fact]
    public void Several_registrations_keep_their_places()
    {
        var services = new ServiceCollection()
            .AddSingleton<Phrasebook>()
            .AddSingleton<IGreeter, Greeter>()
            .AddTransient<IGreeter>(_ => new FrenchGreeter())
            .AddSingleton("in between")
            .AddScoped<IGreeter, BookishGreeter>();
        Type[] places = [.. services.Select(descriptor => descriptor.ServiceType)];

        services.AddGreeterAmbassadors();

        Assert.Equal(places, services.Take(places.Length).Select(descriptor => descriptor.ServiceType));
        using var provider = services.BuildServiceProvider();
        using var scope = provider.CreateScope();
        Assert.Collection(
            scope.ServiceProvider.GetServices<IGreeter>(),
            first => first.Behind<Greeter>(),
            second => second.Behind<FrenchGreeter>(),
            third => third.Behind<BookishGreeter>());
        scope.ServiceProvider.GetRequiredService<IGreeter>().Behind<BookishGreeter>();
    }

    [Fact]
    public async Task Several_registrations_share_no_cache()
    {
        using var provider = new ServiceCollection()
            .AddSingleton<IGreeter, Greeter>()
            .AddSingleton<IGreeter, FrenchGreeter>()
            .AddGreeterAmbassadors(options => options.Configure<IGreeter>(new PolicySettings { CacheSeconds = 60 }))
            .BuildServiceProvider();

        var answers = new List<string>();
        foreach (var greeter in provider.GetServices<IGreeter>())
            answers.Add(await greeter.GreetAsync("Ada", TestContext.Current.CancellationToken));

        Assert.Equal(["Hello, Ada", "Bonjour, Ada"], answers);
    }

    [Fact]
    public async Task Transient_ambassadors_share_the_state_of_their_policies()
    {
        using var provider = new ServiceCollection()
            .AddTransient<IGreeter, Greeter>()
            .AddGreeterAmbassadors(options => options.Configure<IGreeter>(new PolicySettings { CacheSeconds = 60 }))
            .BuildServiceProvider();
        await provider.GetRequiredService<IGreeter>().GreetAsync("Ada", TestContext.Current.CancellationToken);

        var second = provider.GetRequiredService<IGreeter>();
        await second.GreetAsync("Ada", TestContext.Current.CancellationToken);

        Assert.Equal(0, second.Behind<Greeter>().Calls);
    }

    [Fact]
    public void A_registration_that_passes_on_another_one_is_not_decorated_twice()
    {
        using var provider = new ServiceCollection()
            .AddKeyedSingleton<IGreeter, Greeter>("french")
            .AddSingleton<IGreeter>(services => services.GetRequiredKeyedService<IGreeter>("french"))
            .AddGreeterAmbassadors()
            .BuildServiceProvider();

        Assert.Same(provider.GetRequiredKeyedService<IGreeter>("french"), provider.GetRequiredService<IGreeter>());
    }

    [Fact]
    public void A_factory_may_say_that_there_is_no_service()
    {
        using var provider = new ServiceCollection().AddTransient<IGreeter>(_ => null!).AddGreeterAmbassadors().BuildServiceProvider();

        Assert.Null(provider.GetService<IGreeter>());
    }

    [Fact]
    public void A_factory_that_makes_something_else_is_an_error_that_names_the_interface()
    {
        var services = new ServiceCollection { new ServiceDescriptor(typeof(IGreeter), _ => "no greeter", ServiceLifetime.Transient) };
        using var provider = services.AddGreeterAmbassadors().BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetService<IGreeter>());

        Assert.Contains("'Ambassador.Tests.DependencyInjection.IGreeter' made a 'System.String'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_http_client_is_decorated()
    {
        var handler = new CountingHandler();
        var services = new ServiceCollection();
        services.AddHttpClient<IGreeter, HttpGreeter>(client => client.BaseAddress = new Uri("http://greetings.test/"))
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        using var provider = services
            .AddGreeterAmbassadors(options => options.Configure<IGreeter>(new PolicySettings { Retry = 1, RetryDelayMs = 0 }))
            .BuildServiceProvider();

        var first = provider.GetRequiredService<IGreeter>();
        var answer = await first.GreetAsync("Ada", TestContext.Current.CancellationToken);

        Assert.Equal("http://greetings.test/Ada", answer);
        Assert.Equal(2, handler.Requests);
        Assert.NotSame(first.Behind<HttpGreeter>(), provider.GetRequiredService<IGreeter>().Behind<HttpGreeter>());
    }

    [Fact]
    public void A_program_may_bring_its_own_runtime()
    {
        using var runtime = new AmbassadorRuntime();
        using var provider = new ServiceCollection().AddSingleton(runtime).AddSingleton<IGreeter, Greeter>().AddGreeterAmbassadors().BuildServiceProvider();

        provider.GetRequiredService<IGreeter>().Behind<Greeter>();

        Assert.Same(runtime, provider.GetRequiredService<AmbassadorRuntime>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Time_is_the_options_or_the_containers(bool inOptions)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var services = new ServiceCollection().AddSingleton<IGreeter, Greeter>();
        if (!inOptions)
            services.AddSingleton<TimeProvider>(time);

        services.AddGreeterAmbassadors(options =>
        {
            options.TimeProvider = inOptions ? time : null;
            options.Configure<IGreeter>(new PolicySettings { CacheSeconds = 60 });
        });
        using var provider = services.BuildServiceProvider();
        var greeter = provider.GetRequiredService<IGreeter>();
        await greeter.GreetAsync("Ada", TestContext.Current.CancellationToken);
        await greeter.GreetAsync("Ada", TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(61));
        await greeter.GreetAsync("Ada", TestContext.Current.CancellationToken);

        Assert.Equal(2, greeter.Behind<Greeter>().Calls);
    }

    private sealed class CountingHandler : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++Requests == 1
                ? Task.FromException<HttpResponseMessage>(new HttpRequestException("connection reset"))
                : Task.FromResult(new HttpResponseMessage { Content = new StringContent(request.RequestUri!.ToString()) });
    }

    private sealed class HttpGreeter(HttpClient http) : IGreeter
    {
        public Task<string> GreetAsync(string name, CancellationToken cancellationToken = default) =>
            http.GetStringAsync(new Uri(name, UriKind.Relative), cancellationToken);
    }
}

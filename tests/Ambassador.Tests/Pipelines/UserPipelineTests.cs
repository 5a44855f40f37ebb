using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Polly;
using Polly.RateLimiting;
using Polly.Registry;
using Polly.Retry;
using Polly.Timeout;

namespace Ambassador.Tests.Pipelines;

public class UserPipelineTests
{
    private static readonly PolicySettings Mine = new() { Pipeline = "mine" };

    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Calls_run_through_the_pipeline_of_that_name(Kind kind)
    {
        var spy = new Spy();
        using var harness = Create(Mine, n => n <= 2 ? throw new IOException() : Task.FromResult(n), builder => builder
            .AddStrategy(_ => spy)
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.Zero }));

        await harness.Service.CallAsync(kind);

        Assert.Equal(3, harness.Inner.Attempts);
        Assert.Equal([$"Ambassador.Tests.Services.IService.{Methods.Of(kind)}"], spy.Operations);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task It_surrounds_all_attempts_and_is_surrounded_by_the_limits_and_the_cache(Kind kind)
    {
        var spy = new Spy();
        using var harness = Create(
            Mine with { Retry = 1, RetryDelayMs = 0, CacheSeconds = 60, RateLimit = 1 },
            n => n == 1 ? throw new IOException() : Task.FromResult(n),
            builder => builder.AddStrategy(_ => spy));

        await harness.Service.CallAsync(kind);
        if (kind is Kind.Value or Kind.TaskOfValue or Kind.ValueTaskOfValue)
            await harness.Service.CallAsync(kind);

        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind, id: 2));

        Assert.Equal(2, harness.Inner.Attempts);
        Assert.Single(spy.Operations);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Exceptions_surface_as_they_were_thrown(Kind kind)
    {
        var thrown = new IOException();
        using var harness = Create(Mine, _ => throw thrown, builder => builder.AddTimeout(TimeSpan.FromSeconds(1)));

        Assert.Same(thrown, await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind)));
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task The_pipelines_own_token_reaches_the_service(Kind kind)
    {
        using var harness = Create(
            Mine with { Retry = 5 },
            (_, token) => Task.Delay(Timeout.Infinite, token).ContinueWith(_ => 0, token, TaskContinuationOptions.None, TaskScheduler.Default),
            builder => builder.AddTimeout(TimeSpan.FromSeconds(1)));

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task The_callers_cancellation_carries_the_callers_token_whatever_the_pipeline_puts_in_its_place(Kind kind)
    {
        using var source = new CancellationTokenSource();
        using var started = new SemaphoreSlim(0);
        using var harness = Create(
            Mine,
            async (_, token) =>
            {
                started.Release();
                await Task.Delay(Timeout.Infinite, token);
                return 1;
            },
            builder => builder.AddTimeout(TimeSpan.FromSeconds(1)));

        var call = harness.Service.CallAsync(kind, cancellationToken: source.Token);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        await source.CancelAsync();

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
    }

    [Fact]
    public void An_unknown_name_is_an_error_of_whoever_asks_for_the_ambassador()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Create(new() { Pipeline = "yours" }, _ => Task.FromResult(1), _ => { }));

        Assert.Equal(
            "Ambassador.Tests.Services.IService.Get is to run through the pipeline 'yours', but the registry has none of that name (one without a type of result).",
            error.Message);
    }

    [Fact]
    public void It_is_an_error_each_time_until_there_is_such_a_pipeline()
    {
        using var registry = new ResiliencePipelineRegistry<string>();
        using var runtime = new AmbassadorRuntime(pipelines: registry) { Overrides = Overrides.Of<IService>(Mine) };
        var inner = new ScriptedService(Task.FromResult);
        Assert.Throws<InvalidOperationException>(() => new ServiceAmbassador(inner, runtime));
        Assert.Throws<InvalidOperationException>(() => new ServiceAmbassador(inner, runtime));

        registry.TryAddBuilder("mine", static (_, _) => { });
        IService service = new ServiceAmbassador(inner, runtime);

        Assert.Equal(1, service.Get(1));
    }

    [Fact]
    public void Without_a_registry_the_error_says_so()
    {
        using var runtime = new AmbassadorRuntime { Overrides = Overrides.Of<IService>(Mine) };

        var error = Assert.Throws<InvalidOperationException>(() => new ServiceAmbassador(new ScriptedService(Task.FromResult), runtime));

        Assert.Equal(
            "Ambassador.Tests.Services.IService.Get is to run through the pipeline 'mine', but there is no ResiliencePipelineProvider<string> to find it in.",
            error.Message);
    }

    [Fact]
    public async Task A_reload_that_names_an_unknown_pipeline_is_kept_out_and_logged()
    {
        var spy = new Spy();
        var logs = new FakeLogCollector();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Ambassador:IObserved:Pipeline", "mine")]).Build();
        using var registry = new ResiliencePipelineRegistry<string>();
        registry.TryAddBuilder("mine", (builder, _) => builder.AddStrategy(_ => spy));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<ResiliencePipelineProvider<string>>(registry);
        services.AddSingleton<ILoggerFactory>(_ => LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(logs))));
        services.AddSingleton<IObserved>(new ObservedService((attempt, _) => Task.FromResult(attempt)));
        services.AddGeneratedAmbassadors();
        await using var provider = services.BuildServiceProvider();
        var service = provider.GetRequiredService<IObserved>();

        configuration["Ambassador:IObserved:Pipeline"] = "yours";
        configuration.Reload();
        await service.GetTaskAsync(1, TestContext.Current.CancellationToken);

        Assert.Single(spy.Operations);
        Assert.Contains(
            "IObserved.GetTaskAsync is to run through the pipeline 'yours', but the registry has none of that name",
            Assert.Single(logs.GetSnapshot(), record => record.Level == LogLevel.Error).Message,
            StringComparison.Ordinal);
    }

    private static Harness Create(PolicySettings settings, Func<int, Task<int>> script, Action<ResiliencePipelineBuilder> build)
        => Create(settings, (attempt, _) => script(attempt), build);

    private static Harness Create(PolicySettings settings, Func<int, CancellationToken, Task<int>> script, Action<ResiliencePipelineBuilder> build)
        => new(settings, new ScriptedService(script), services => services.AddSingleton<ResiliencePipelineProvider<string>>(provider =>
        {
            var registry = new ResiliencePipelineRegistry<string>();
            registry.TryAddBuilder("mine", (builder, _) =>
            {
                builder.TimeProvider = provider.GetRequiredService<TimeProvider>();
                build(builder);
            });
            return registry;
        }));

    /// <summary>Sees what runs through it.</summary>
    private sealed class Spy : ResilienceStrategy
    {
        public List<string?> Operations { get; } = [];

        protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
        {
            Operations.Add(context.OperationKey);
            return callback(context, state);
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Ambassador.Tests.Configuration;
using Ambassador.Tests.DependencyInjection;
using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.FaultInjection;

/// <summary>Attempts that fail and are held up on purpose.</summary>
public class FaultInjectionTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    public static TheoryData<FaultKind, Type> Faults { get; } = new()
    {
        { FaultKind.Injected, typeof(InjectedFaultException) },
        { FaultKind.Http, typeof(HttpRequestException) },
        { FaultKind.Timeout, typeof(TimeoutException) },
        { FaultKind.Socket, typeof(SocketException) },
        { FaultKind.Canceled, typeof(OperationCanceledException) },
    };

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Settings_alone_inject_nothing(Kind kind)
    {
        using var harness = new Harness(new() { FaultRate = 1, FaultLatencyMs = 60_000 }, new ScriptedService(n => Task.FromResult(n)));

        await harness.Service.CallAsync(kind);

        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Each_kind_is_what_the_real_thing_throws(FaultKind fault, Type type)
    {
        foreach (var kind in Enum.GetValues<Kind>())
        {
            using var stage = new Stage(new() { FaultRate = 1, FaultKind = fault }, n => Task.FromResult(n));

            var error = await Record.ExceptionAsync(() => stage.Service.CallAsync(kind));

            Assert.IsType(type, error);
            Assert.Equal(0, stage.Inner.Attempts);
            if (error is HttpRequestException http)
                Assert.Equal(HttpStatusCode.ServiceUnavailable, http.StatusCode);
            if (error is SocketException socket)
                Assert.Equal(SocketError.ConnectionReset, socket.SocketErrorCode);
        }
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Each_attempt_is_drawn_anew_and_retried_like_the_real_thing(Kind kind)
    {
        using var stage = new Stage(new() { FaultRate = 0.25, Retry = 3, RetryDelayMs = 0 }, n => Task.FromResult(n), 0.1, 0.2, 0.25);

        await stage.Service.CallAsync(kind);

        Assert.Equal(1, stage.Inner.Attempts);
        Assert.Equal(3, stage.Draws);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task They_open_the_circuit(Kind kind)
    {
        using var stage = new Stage(new() { FaultRate = 1, FaultKind = FaultKind.Canceled, Breaker = 1, BreakerMinimumThroughput = 2 }, n => Task.FromResult(n));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Service.CallAsync(kind));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Service.CallAsync(kind));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => stage.Service.CallAsync(kind));
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Latency_holds_an_attempt_up(Kind kind)
    {
        using var stage = new Stage(new() { FaultLatencyMs = 500 }, n => Task.FromResult(n));

        var call = stage.Service.CallAsync(kind);
        stage.Time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal((false, 0), (call.IsCompleted, stage.Inner.Attempts));
        stage.Time.Advance(TimeSpan.FromMilliseconds(1));

        await call;
        Assert.Equal(1, stage.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Latency_runs_into_the_attempts_timeout(Kind kind)
    {
        // The second attempt draws no latency.
        using var stage = new Stage(
            new() { FaultLatencyMs = 500, FaultLatencyRate = 0.5, TimeoutMs = 100, Retry = 1, RetryDelayMs = 0 }, n => Task.FromResult(n), 0, 0.9);

        var call = stage.Service.CallAsync(kind);
        stage.Time.Advance(TimeSpan.FromMilliseconds(100));

        await call;
        Assert.Equal(1, stage.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Latency_ends_with_the_callers_cancellation(Kind kind)
    {
        var drawn = new SemaphoreSlim(0);
        using var stage = new Stage(new() { FaultLatencyMs = 500, Retry = 3 }, n => Task.FromResult(n)) { Drawn = drawn };
        using var source = new CancellationTokenSource();

        var call = stage.Service.CallAsync(kind, cancellationToken: source.Token);
        await drawn.WaitAsync(TestContext.Current.CancellationToken);
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal(0, stage.Inner.Attempts);
    }

    [Fact]
    public async Task A_blocking_call_is_held_up_on_its_thread()
    {
        var drawn = new SemaphoreSlim(0);
        using var stage = new Stage(new() { FaultLatencyMs = 500, TimeoutMs = 100 }, n => Task.FromResult(n)) { Drawn = drawn };

        var call = stage.Service.CallAsync(Kind.Value);
        await drawn.WaitAsync(TestContext.Current.CancellationToken);
        stage.Time.Advance(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
    }

    [Fact]
    public async Task An_attempt_may_be_held_up_and_then_fail()
    {
        using var stage = new Stage(new() { FaultLatencyMs = 500, FaultRate = 1 }, n => Task.FromResult(n));

        var call = stage.Service.GetTaskAsync(1, TestContext.Current.CancellationToken);
        stage.Time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(call.IsCompleted);
        stage.Time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<InjectedFaultException>(() => call);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Changed_settings_hold_from_the_next_call_on(Kind kind)
    {
        using var stage = new Stage(new() { FaultRate = 1 }, n => Task.FromResult(n));
        await Assert.ThrowsAsync<InjectedFaultException>(() => stage.Service.CallAsync(kind));

        stage.Runtime.Overrides = Overrides.Of<IObserved>(new() { FaultRate = 0 });
        await stage.Service.CallAsync(kind);

        Assert.Equal(1, stage.Inner.Attempts);
    }

    [Fact]
    public async Task Every_one_is_counted_by_its_kind()
    {
        using var measurements = new Measurements(Observation.KeyTag, nameof(Every_one_is_counted_by_its_kind), "ambassador.faults.injected");
        using var stage = new Stage(
            new() { FaultRate = 1, FaultKind = FaultKind.Http, FaultLatencyMs = 1, Retry = 1, RetryDelayMs = 0 },
            n => Task.FromResult(n),
            key: nameof(Every_one_is_counted_by_its_kind));

        var call = stage.Service.CallAsync(Kind.ValueTaskOfValue);
        stage.Time.Advance(TimeSpan.FromMilliseconds(1));
        stage.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<HttpRequestException>(() => call);

        Assert.Equal(["latency", "http", "latency", "http"], measurements.Of("ambassador.faults.injected").Select(fault => fault.Tag("ambassador.fault.kind")));
    }

    [Fact]
    public async Task They_come_from_configuration_once_code_has_enabled_them()
    {
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:GreetAsync:FaultRate", "1"), ("Ambassador:IGreeter:GreetAsync:FaultKind", "Socket"));
        var inner = new Greeter();
        fixture.Services.AddSingleton<IGreeter>(inner);
        fixture.Services.AddGreeterAmbassadors(options => options.EnableFaultInjection = true);

        await Assert.ThrowsAsync<SocketException>(() => fixture.Greeter.GreetAsync("Ada", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<SocketException>(() => fixture.Greeter.GreetAsync("Ada", TestContext.Current.CancellationToken));

        Assert.Equal(0, inner.Calls);
        Assert.Equal(
            ["Fault injection is enabled: calls fail and are held up on purpose where FaultRate or FaultLatencyMs is set."],
            fixture.Messages(LogLevel.Warning));
    }

    /// <summary>A service behind an ambassador whose runtime injects faults, by draws that the test has given.</summary>
    private sealed class Stage : IDisposable
    {
        private readonly Queue<double> _draws;
        private int _drawn;

        public Stage(PolicySettings settings, Func<int, Task<int>> script, params ReadOnlySpan<double> draws)
            : this(settings, script, key: null, draws)
        {
        }

        public Stage(PolicySettings settings, Func<int, Task<int>> script, string? key, params ReadOnlySpan<double> draws)
        {
            _draws = new(draws.ToArray());
            Runtime = new AmbassadorRuntime(Time, randomizer: Draw, enableFaultInjection: true) { Overrides = Overrides.Of<IObserved>(settings) };
            Inner = new ObservedService((attempt, _) => script(attempt));
            Service = new ObservedAmbassador(Inner, Runtime, key);
        }

        public FakeTimeProvider Time { get; } = new();

        public AmbassadorRuntime Runtime { get; }

        public ObservedService Inner { get; }

        public IService Service { get; }

        public SemaphoreSlim? Drawn { get; init; }

        public int Draws => _drawn;

        public void Dispose() => Runtime.Dispose();

        // When the test has given none, or they are used up: the lowest, so that whatever can happen does.
        private double Draw()
        {
            _drawn++;
            Drawn?.Release();
            return _draws.TryDequeue(out var draw) ? draw : 0;
        }
    }
}

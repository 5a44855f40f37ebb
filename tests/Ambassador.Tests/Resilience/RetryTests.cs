using Ambassador.Tests.Services;

namespace Ambassador.Tests.Resilience;

public class RetryTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Three_retries_are_four_attempts(Kind kind)
    {
        using var harness = new Harness(new() { Retry = 3, RetryDelayMs = 0 }, new ScriptedService(n => throw new IOException($"attempt {n}")));

        var error = await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));

        Assert.Equal(4, harness.Inner.Attempts);
        Assert.Equal("attempt 4", error.Message);
        Assert.Contains(nameof(ScriptedService), error.StackTrace);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Ends_with_the_first_success(Kind kind)
    {
        using var harness = new Harness(
            new() { Retry = 3, RetryDelayMs = 0 },
            new ScriptedService(async n =>
            {
                await Task.Yield();
                return n < 3 ? throw new IOException() : n;
            }));

        await harness.Service.CallAsync(kind);

        Assert.Equal(3, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Without_retries_the_failure_surfaces_as_it_was_thrown(Kind kind)
    {
        var thrown = new IOException();
        using var harness = new Harness(new() { Retry = 0, Breaker = 1 }, new ScriptedService(_ => throw thrown));

        Assert.Same(thrown, await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind)));
        Assert.Equal(1, harness.Inner.Attempts);
    }

    public static TheoryData<Type> ProgramErrors { get; } =
    [
        typeof(ArgumentException), typeof(ArgumentNullException), typeof(NotSupportedException), typeof(NotImplementedException),
        typeof(ObjectDisposedException), typeof(InvalidCastException), typeof(NullReferenceException), typeof(IndexOutOfRangeException),
        typeof(DivideByZeroException), typeof(MissingMethodException), typeof(PlatformNotSupportedException),
    ];

    [Theory, MemberData(nameof(ProgramErrors))]
    public async Task Errors_of_the_program_are_not_retried_and_do_not_count_against_the_circuit(Type type)
    {
        var error = type == typeof(ObjectDisposedException) ? new ObjectDisposedException("it") : (Exception)Activator.CreateInstance(type)!;
        using var harness = new Harness(
            new() { Retry = 3, RetryDelayMs = 0, Breaker = 0.1, BreakerMinimumThroughput = 1 }, new ScriptedService(_ => throw error));

        for (var call = 1; call <= 3; call++)
        {
            Assert.Same(error, await Assert.ThrowsAsync(type, () => harness.Service.GetTaskAsync(1)));
            Assert.Equal(call, harness.Inner.Attempts);
        }
    }

    [Fact]
    public async Task A_cancellation_that_the_caller_did_not_ask_for_is_a_failure_like_any_other()
    {
        using var harness = new Harness(
            new() { Retry = 1, RetryDelayMs = 0 },
            new ScriptedService(n => n == 1 ? throw new TaskCanceledException("HttpClient.Timeout") : Task.FromResult(7)));

        Assert.Equal(7, await harness.Service.GetTaskAsync(1));
    }

    // Timers count whole milliseconds. The draws and the waits they make are Polly.Core 8.9.1's, for its exponential back-off with jitter and a delay of 200 ms.
    [Fact]
    public async Task Waits_are_exactly_Pollys()
    {
        double[] draws = [0.25, 0.75, 0.5, 0.1];
        var expected = await PollyWaits.MeasureAsync(draws, TimeSpan.FromMilliseconds(200));

        var draw = 0;
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var runtime = new AmbassadorRuntime(time, randomizer: () => draws[draw++]);
        var waits = new List<TimeSpan>();
        var last = time.GetUtcNow();
        var failing = new ScriptedService(_ =>
        {
            waits.Add(time.GetUtcNow() - last);
            last = time.GetUtcNow();
            throw new IOException();
        });
        runtime.Overrides = Overrides.Of<IService>(new() { Retry = 4 });

        var call = new ServiceAmbassador(failing, runtime) as IService;
        var running = call.GetTaskAsync(1);
        while (!running.IsCompleted)
            time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<IOException>(() => running);
        Assert.Equal(expected.Select(wait => Math.Floor(wait.TotalMilliseconds)), waits.Skip(1).Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task No_wait_is_longer_than_thirty_seconds()
    {
        using var harness = new Harness(new() { Retry = 3, RetryDelayMs = 30_000 }, new ScriptedService(_ => throw new IOException()));
        var started = harness.Time.GetUtcNow();

        var call = harness.Service.GetTaskAsync(1);
        while (!call.IsCompleted)
            harness.Time.Advance(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<IOException>(() => call);
        Assert.InRange(harness.Time.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(91));
    }

    [Fact]
    public async Task A_service_that_returns_no_task_is_named()
    {
        using var runtime = new AmbassadorRuntime();
        IService service = new ServiceAmbassador(new NullTasks(), runtime);
        runtime.Overrides = Overrides.Of<IService>(new() { Retry = 1, RetryDelayMs = 0 });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => service.GetTaskAsync(1));

        Assert.Contains("Ambassador.Tests.Services.IService.GetTaskAsync", error.Message, StringComparison.Ordinal);
    }

    private sealed class NullTasks : IService
    {
        public int Get(int id, CancellationToken cancellationToken = default) => 0;

        public void Do(int id, CancellationToken cancellationToken = default)
        {
        }

        public Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default) => null!;

        public Task DoTaskAsync(int id, CancellationToken cancellationToken = default) => null!;

        public ValueTask<int> GetValueTaskAsync(int id, CancellationToken cancellationToken = default) => default;

        public ValueTask DoValueTaskAsync(int id, CancellationToken cancellationToken = default) => default;
    }
}

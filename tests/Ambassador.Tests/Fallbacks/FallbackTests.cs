using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Fallbacks;

public class FallbackTests
{
    private readonly FakeTimeProvider _time = new();

    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    public static TheoryData<Kind> WithResult => Kinds.WithResult;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Answers_for_a_failure_with_the_arguments_the_failure_and_the_callers_token(Kind kind)
    {
        var failure = new IOException();
        var offline = new Offline();
        using var source = new CancellationTokenSource();
        var service = Begin(new(), _ => throw failure);

        Assert.Equal(Expected(kind, -5), await service.CallAsync(kind, id: 5, source.Token));
        Assert.Equal((5, failure, source.Token), (offline.Id, offline.Failure, offline.Token));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Has_nothing_to_do_with_a_success(Kind kind)
    {
        var offline = new Offline();
        var service = Begin(new(), _ => Task.FromResult(42));

        Assert.Equal(Expected(kind, 42), await service.CallAsync(kind));
        Assert.Null(offline.Failure);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Answers_after_the_last_retry_and_for_the_circuits_refusal(Kind kind)
    {
        var attempts = 0;
        var offline = new Offline();
        var service = Begin(new() { Retry = 2, RetryDelayMs = 0, Breaker = 1, BreakerMinimumThroughput = 3 }, n =>
        {
            attempts = n;
            throw new IOException();
        });

        Assert.Equal(Expected(kind, -1), await service.CallAsync(kind));
        Assert.Equal(3, attempts);
        Assert.IsType<IOException>(offline.Failure);

        Assert.Equal(Expected(kind, -2), await service.CallAsync(kind, id: 2));
        Assert.Equal(3, attempts);
        Assert.IsType<BrokenCircuitException>(offline.Failure);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Answers_for_a_timeout(Kind kind)
    {
        var offline = new Offline();
        var service = Begin(new() { TotalTimeoutMs = 500 }, _ => new TaskCompletionSource<int>().Task);

        var call = service.CallAsync(kind);
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(Expected(kind, -1), await call);
        Assert.IsType<TimeoutRejectedException>(offline.Failure);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Does_not_answer_for_the_callers_cancellation(Kind kind)
    {
        var offline = new Offline();
        using var source = new CancellationTokenSource();
        var started = new SemaphoreSlim(0);
        var service = Begin(new(), async (_, token) =>
        {
            started.Release();
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        });

        var call = service.CallAsync(kind, cancellationToken: source.Token);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Null(offline.Failure);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Does_not_answer_when_the_caller_has_gone(Kind kind)
    {
        var offline = new Offline();
        using var source = new CancellationTokenSource();
        var service = Begin(new(), _ =>
        {
            source.Cancel();
            throw new IOException();
        });

        await Assert.ThrowsAsync<IOException>(() => service.CallAsync(kind, cancellationToken: source.Token));
        Assert.Null(offline.Failure);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Answers_for_a_cancellation_that_the_caller_did_not_ask_for(Kind kind)
    {
        _ = new Offline();
        var service = Begin(new(), _ => throw new TaskCanceledException());

        Assert.Equal(Expected(kind, -1), await service.CallAsync(kind));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Its_own_failure_surfaces_and_the_first_is_kept_with_it(Kind kind)
    {
        var (failure, error) = (new IOException("first"), new InvalidDataException("second"));
        _ = new Offline { Error = error };
        var service = Begin(new(), _ => throw failure);

        Assert.Same(error, await Assert.ThrowsAsync<InvalidDataException>(() => service.CallAsync(kind)));
        Assert.Same(failure, FirstFailure.Of(error));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task It_may_throw_the_failure_itself(Kind kind)
    {
        var failure = new IOException();
        _ = new Offline { Error = failure };
        var service = Begin(new(), _ => throw failure);

        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(() => service.CallAsync(kind)));
        Assert.Null(FirstFailure.Of(failure));
    }

    [Theory, MemberData(nameof(WithResult))]
    public async Task What_it_answers_is_not_cached(Kind kind)
    {
        _ = new Offline();
        var service = Begin(new() { CacheSeconds = 60 }, n => n == 1 ? throw new IOException() : Task.FromResult(n));

        Assert.Equal(-1, await service.CallAsync(kind));
        Assert.Equal(2, await service.CallAsync(kind));
        Assert.Equal(2, await service.CallAsync(kind));
    }

    [Fact]
    public async Task Everybody_who_waited_for_one_inner_call_is_answered()
    {
        _ = new Offline();
        var inner = new TaskCompletionSource<int>();
        var service = Begin(new() { CacheSeconds = 60 }, _ => inner.Task);

        var calls = Enumerable.Range(0, 10).Select(_ => service.GetTaskAsync(7, TestContext.Current.CancellationToken)).ToArray();
        inner.SetException(new IOException());

        Assert.All(await Task.WhenAll(calls), answer => Assert.Equal(-7, answer));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Does_not_answer_for_errors_of_the_program_unless_they_are_named(Kind kind)
    {
        var attempts = 0;
        Task<int> Fail(int attempt)
        {
            attempts = attempt;
            throw new ArgumentNullException(nameof(attempt));
        }

        _ = new Offline();
        await Assert.ThrowsAsync<ArgumentNullException>(() => Begin(new() { Retry = 3 }, Fail).CallAsync(kind));

        var named = new PolicySettings { Retry = 3 }.On<ArgumentException>(new() { Fallback = true });
        Assert.Equal(Expected(kind, -1), await Begin(named, Fail).CallAsync(kind));

        // Being answered for does not make it worth a retry.
        Assert.Equal(1, attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Settings_switch_it_off_altogether_or_for_exceptions_of_a_type(Kind kind)
    {
        _ = new Offline();
        var ofFiles = new PolicySettings().On<IOException>(new() { Fallback = false });
        var onlyOfFiles = new PolicySettings { Fallback = false }.On<IOException>(new() { Fallback = true });

        await Assert.ThrowsAsync<IOException>(() => Begin(new() { Fallback = false }, Fail<IOException>).CallAsync(kind));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Begin(ofFiles, Fail<FileNotFoundException>).CallAsync(kind));
        Assert.Equal(Expected(kind, -1), await Begin(ofFiles, Fail<TimeoutException>).CallAsync(kind));
        await Assert.ThrowsAsync<TimeoutException>(() => Begin(onlyOfFiles, Fail<TimeoutException>).CallAsync(kind));
        Assert.Equal(Expected(kind, -1), await Begin(onlyOfFiles, Fail<FileNotFoundException>).CallAsync(kind));

        static Task<int> Fail<TException>(int attempt)
            where TException : Exception, new()
            => throw new TException();
    }

    private static int Expected(Kind kind, int result) => kind is Kind.Value or Kind.TaskOfValue or Kind.ValueTaskOfValue ? result : 0;

    private ServiceOfOffline Begin(PolicySettings settings, Func<int, Task<int>> script) => Begin(settings, (attempt, _) => script(attempt));

    private ServiceOfOffline Begin(PolicySettings settings, Func<int, CancellationToken, Task<int>> script)
    {
        // Over the attributes of the methods.
        var methods = new[] { "Get", "Do", "GetTaskAsync", "DoTaskAsync", "GetValueTaskAsync", "DoValueTaskAsync" };
        var overrides = new PolicyOverrides(
            new Dictionary<string, PolicySettings>(), methods.ToDictionary(method => (typeof(IOffline).FullName!, method), _ => settings));
        var runtime = new AmbassadorRuntime(_time) { Overrides = overrides };
        return new(new OfflineAmbassador(new OfflineService(new ScriptedService(script)), runtime));
    }
}

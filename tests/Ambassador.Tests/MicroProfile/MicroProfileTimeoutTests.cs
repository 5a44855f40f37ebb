using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.Timeout;

namespace Ambassador.Tests.MicroProfile;

/// <summary>TimeoutTest, TimeoutUninterruptableTest, AsyncTimeoutTest and AsyncCancellationTest of the test kit, by behaviour.</summary>
public class MicroProfileTimeoutTests
{
    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    public static TheoryData<Func<ITimeouts, Task>, int> Methods { get; } = new()
    {
        { timeouts => timeouts.InheritAsync(), 1_000 },
        { timeouts => timeouts.LongerAsync(), 2_000 },
        { timeouts => timeouts.ShorterAsync(), 500 },
    };

    [Theory, MemberData(nameof(Methods))]
    public async Task A_method_has_its_interfaces_timeout_or_its_own(Func<ITimeouts, Task> call, int timeoutMs)
    {
        var time = new FakeTimeProvider();
        using var runtime = new AmbassadorRuntime(time);
        var called = call(new TimeoutsAmbassador(new Timeouts(new TaskCompletionSource().Task), runtime));

        time.Advance(TimeSpan.FromMilliseconds(timeoutMs - 1));
        Assert.False(called.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => called);
        Assert.Equal(TimeSpan.FromMilliseconds(timeoutMs), error.Timeout);
    }

    [Theory, MemberData(nameof(Methods))]
    public async Task A_failure_in_time_is_itself(Func<ITimeouts, Task> call, int timeoutMs)
    {
        var time = new FakeTimeProvider();
        var answer = new TaskCompletionSource();
        using var runtime = new AmbassadorRuntime(time);
        var called = call(new TimeoutsAmbassador(new Timeouts(answer.Task), runtime));

        time.Advance(TimeSpan.FromMilliseconds(timeoutMs - 1));
        answer.SetException(new E0());

        await Assert.ThrowsAsync<E0>(() => called);
    }

    // To MicroProfile a blocking call that does not listen ends with a timeout once it returns at last; here its result, which is there, stands.
    [Theory, InlineData(Kind.Value), InlineData(Kind.Void)]
    public async Task A_blocking_call_that_does_not_listen_ends_as_it_ends(Kind kind)
    {
        Harness? harness = null;
        using (harness = new Harness(new() { TimeoutMs = 500 }, new ScriptedService((n, token) =>
        {
            harness!.Time.Advance(TimeSpan.FromMilliseconds(1_000));
            Assert.True(token.IsCancellationRequested);
            return n == 1 ? Task.FromResult(n) : throw new E0();
        })))
        {
            await harness.Service.CallAsync(kind);
            await Assert.ThrowsAsync<E0>(() => harness.Service.CallAsync(kind));
        }
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task An_asynchronous_call_that_does_not_listen_is_left_and_goes_on(Kind kind)
    {
        var (release, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var harness = new Harness(new() { TimeoutMs = 500 }, new ScriptedService(async n =>
        {
            await release.Task;
            done.SetResult();
            return n;
        }));

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.False(done.Task.IsCompleted);

        release.SetResult();
        await done.Task;
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_cancelled_call_is_cancelled_inside_and_not_made_again(Kind kind)
    {
        using var source = new CancellationTokenSource();
        CancellationToken inside = default;
        using var harness = new Harness(new() { Retry = 5, RetryDelayMs = 0, TimeoutMs = 500 }, new ScriptedService(async (n, token) =>
        {
            inside = token;
            await Task.Delay(Timeout.Infinite, token);
            return n;
        }));

        var call = harness.Service.CallAsync(kind, cancellationToken: source.Token);
        await source.CancelAsync();

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.Equal((true, 1), (inside.IsCancellationRequested, harness.Inner.Attempts));
    }
}

[Ambassador(TimeoutMs = 1_000)]
public interface ITimeouts
{
    Task InheritAsync();

    [Timeout(2_000)]
    Task LongerAsync();

    [Timeout(500)]
    Task ShorterAsync();
}

internal sealed class Timeouts(Task answer) : ITimeouts
{
    public Task InheritAsync() => answer;

    public Task LongerAsync() => answer;

    public Task ShorterAsync() => answer;
}

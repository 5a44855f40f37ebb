using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.Timeout;

namespace Ambassador.Tests.Ambient;

/// <summary>One inner call for many callers, each with a deadline of its own.</summary>
public class SharedCallTests
{
    public static TheoryData<Kind> Asynchronous { get; } = [Kind.TaskOfValue, Kind.ValueTaskOfValue];

    [Theory, MemberData(nameof(Asynchronous))]
    public async Task A_deadline_ends_the_wait_of_its_own_caller_only(Kind kind)
    {
        var time = new FakeTimeProvider();
        var answer = new TaskCompletionSource<int>();
        TimeSpan? left = TimeSpan.MaxValue;
        using var harness = new Harness(
            new() { CacheSeconds = 60 },
            new ScriptedService(_ =>
            {
                left = AmbassadorCall.RemainingTime;
                return answer.Task;
            }),
            time: time);

        Task<int> hurried;
        using (AmbassadorCall.Limit(TimeSpan.FromSeconds(1), time))
            hurried = harness.Service.CallAsync(kind);

        var patient = harness.Service.CallAsync(kind);
        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => hurried);
        answer.SetResult(5);

        Assert.Equal(5, await patient);
        Assert.Equal(1, harness.Inner.Attempts);
        Assert.Null(left);
    }

    [Theory, MemberData(nameof(Asynchronous))]
    public async Task Who_joins_late_waits_no_longer_than_its_deadline(Kind kind)
    {
        var time = new FakeTimeProvider();
        var answer = new TaskCompletionSource<int>();
        using var harness = new Harness(new() { CacheSeconds = 60 }, new ScriptedService(_ => answer.Task), time: time);

        var patient = harness.Service.CallAsync(kind);
        Task<int> hurried;
        using (AmbassadorCall.Limit(TimeSpan.FromSeconds(1), time))
            hurried = harness.Service.CallAsync(kind);

        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => hurried);
        answer.SetResult(5);
        Assert.Equal(5, await patient);
    }

    [Fact]
    public async Task A_blocking_call_that_nobody_else_waits_for_ends_with_its_deadline()
    {
        var time = new FakeTimeProvider();
        var started = new SemaphoreSlim(0);
        TimeSpan? left = TimeSpan.MaxValue;
        using var harness = new Harness(
            new() { CacheSeconds = 60 },
            new ScriptedService(async (_, token) =>
            {
                left = AmbassadorCall.RemainingTime;
                started.Release();
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            }),
            time: time);

        Task<int> call;
        using (AmbassadorCall.Limit(TimeSpan.FromSeconds(1), time))
            call = harness.Service.CallAsync(Kind.Value);

        await started.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Null(left);
    }

    [Fact]
    public void A_kept_result_leaves_the_callers_deadline_as_it_is()
    {
        var time = new FakeTimeProvider();
        using var harness = new Harness(new() { CacheSeconds = 60 }, new ScriptedService(n => Task.FromResult(n)), time: time);
        using (AmbassadorCall.Limit(TimeSpan.FromSeconds(1), time))
        {
            Assert.Equal(1, harness.Service.Get(1, TestContext.Current.CancellationToken));
            Assert.Equal(1, harness.Service.Get(1, TestContext.Current.CancellationToken));
            Assert.Equal(TimeSpan.FromSeconds(1), AmbassadorCall.RemainingTime);
        }
    }
}

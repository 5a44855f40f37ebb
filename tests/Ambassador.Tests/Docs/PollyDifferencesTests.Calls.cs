using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;
using Microsoft.Extensions.Time.Testing;
using Polly.Timeout;

namespace Ambassador.Tests.Docs;

/// <content>Differences of retries and timeouts that the random scripts of Ambassador.Differential.Tests came upon.</content>
public partial class PollyDifferencesTests
{
    [Fact]
    public async Task A_call_whose_token_is_cancelled_is_not_made_even_without_policies()
    {
        var canceled = new CancellationToken(canceled: true);
        Assert.Equal(7, await new PollySide(new()).Build().ExecuteAsync(_ => new ValueTask<int>(7), canceled));

        using var ours = new Harness(new(), new ScriptedService(_ => Task.FromResult(7)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ours.Service.GetTaskAsync(1, canceled));
        Assert.Equal(0, ours.Inner.Attempts);
    }

    [Fact]
    public async Task A_failure_that_comes_after_the_total_timeout_surfaces()
    {
        var time = new FakeTimeProvider();
        var polly = new PollySide(time).Timeout(TimeSpan.FromSeconds(1)).Retry(1).Build();
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => polly.ExecuteAsync(_ => FailLate(time)).AsTask());

        Harness? ours = null;
        using (ours = new Harness(new() { TotalTimeoutMs = 1_000, Retry = 1, RetryDelayMs = 0 }, new ScriptedService(_ => FailLate(ours!.Time).AsTask())))
            await Assert.ThrowsAsync<IOException>(() => ours.Service.GetTaskAsync(1));

        static ValueTask<int> FailLate(FakeTimeProvider time)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            throw new IOException();
        }
    }

    [Fact]
    public async Task A_failure_that_comes_after_the_callers_cancellation_surfaces()
    {
        using var source = new CancellationTokenSource();
        var polly = new PollySide(new()).Retry(1).Build();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polly.ExecuteAsync(_ => FailCanceled(source), source.Token).AsTask());

        using var other = new CancellationTokenSource();
        using var ours = new Harness(new() { Retry = 1, RetryDelayMs = 0 }, new ScriptedService(_ => FailCanceled(other).AsTask()));
        await Assert.ThrowsAsync<IOException>(() => ours.Service.GetTaskAsync(1, other.Token));

        static ValueTask<int> FailCanceled(CancellationTokenSource source)
        {
            source.Cancel();
            throw new IOException();
        }
    }

    [Fact]
    public async Task Every_cancellation_by_the_caller_carries_the_callers_token()
    {
        using var source = new CancellationTokenSource();
        var polly = new PollySide(new()).Retry(1).Build();
        var theirs = await Assert.ThrowsAsync<TaskCanceledException>(() => polly.ExecuteAsync(_ => CancelOtherwise(source), source.Token).AsTask());
        Assert.NotEqual(source.Token, theirs.CancellationToken);

        using var other = new CancellationTokenSource();
        using var ours = new Harness(new() { Retry = 1, RetryDelayMs = 0 }, new ScriptedService(_ => CancelOtherwise(other).AsTask()));
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ours.Service.GetTaskAsync(1, other.Token));
        Assert.Equal(other.Token, canceled.CancellationToken);

        static ValueTask<int> CancelOtherwise(CancellationTokenSource source)
        {
            source.Cancel();
            throw new TaskCanceledException();
        }
    }

    [Fact]
    public async Task A_call_that_runs_out_of_time_while_it_waits_names_the_failure_before()
    {
        var time = new FakeTimeProvider();
        var theirs = new PollySide(time).Timeout(TimeSpan.FromSeconds(1)).Retry(1, TimeSpan.FromDays(1)).Build().ExecuteAsync(_ => throw new IOException()).AsTask();
        using var ours = new Harness(new() { TotalTimeoutMs = 1_000, Retry = 1, RetryDelayMs = 30_000, RetryJitter = false }, new ScriptedService(_ => throw new IOException()));
        var call = ours.Service.GetTaskAsync(1);

        time.Advance(TimeSpan.FromSeconds(1));
        ours.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.IsAssignableFrom<OperationCanceledException>((await Assert.ThrowsAsync<TimeoutRejectedException>(() => theirs)).InnerException);
        Assert.IsType<IOException>((await Assert.ThrowsAsync<TimeoutRejectedException>(() => call)).InnerException);
    }

    [Fact]
    public async Task A_retry_that_there_is_no_time_for_is_not_reported()
    {
        var (time, waits) = (new FakeTimeProvider(), 0);
        var polly = new PollySide(time).Timeout(TimeSpan.FromSeconds(1)).Retry(1, TimeSpan.FromDays(1), _ => waits++).Build();
        var theirs = polly.ExecuteAsync(_ => throw new IOException()).AsTask();
        using var ours = new Observation(new() { TotalTimeoutMs = 1_000, Retry = 1, RetryDelayMs = 30_000, RetryJitter = false }, _ => throw new IOException());
        var call = ours.Service.GetTaskAsync(1);

        time.Advance(TimeSpan.FromSeconds(1));
        ours.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => theirs);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(1, waits);
        Assert.Equal(["TimedOut"], ours.Logs.GetSnapshot().Select(entry => entry.Id.Name));
    }
}

using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.Docs;

/// <content>Differences of the circuit that the random scripts of Ambassador.Differential.Tests came upon.</content>
public partial class PollyDifferencesTests
{
    [Fact]
    public async Task An_old_failure_does_not_open_a_half_open_circuit()
    {
        var (early, probe) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var time = new FakeTimeProvider();
        var state = new CircuitBreakerStateProvider();
        var polly = new PollySide(time).Breaker(state).Build();
        var began = polly.ExecuteAsync(_ => new ValueTask<int>(early.Task)).AsTask();
        await FailTwice(() => polly.ExecuteAsync(_ => throw new IOException()).AsTask());
        time.Advance(TimeSpan.FromSeconds(5));
        var probing = polly.ExecuteAsync(_ => new ValueTask<int>(probe.Task)).AsTask();

        using var ours = new Harness(Breaker, new ScriptedService(n => n switch
        {
            1 => early.Task,
            2 or 3 => throw new IOException(),
            4 => probe.Task,
            _ => Task.FromResult(n),
        }));
        var first = ours.Service.GetTaskAsync(1);
        await FailTwice(() => ours.Service.GetTaskAsync(1));
        ours.Time.Advance(TimeSpan.FromSeconds(5));
        var half = ours.Service.GetTaskAsync(1);

        early.SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => began);
        await Assert.ThrowsAsync<IOException>(() => first);
        probe.SetResult(1);
        await Task.WhenAll(probing, half);

        Assert.Equal(CircuitState.Open, state.CircuitState);
        Assert.Equal(5, await ours.Service.GetTaskAsync(1));
    }

    [Fact]
    public async Task What_is_no_failure_is_no_success_either()
    {
        using var source = new CancellationTokenSource();
        var state = new CircuitBreakerStateProvider();
        var polly = new PollySide(new()).Breaker(state).Build();
        using var ours = new Harness(Breaker, new ScriptedService((_, token) => token == source.Token ? Cancel(token) : throw new IOException()));

        await Assert.ThrowsAsync<IOException>(() => polly.ExecuteAsync(_ => throw new IOException()).AsTask());
        await Assert.ThrowsAsync<IOException>(() => ours.Service.GetTaskAsync(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ours.Service.GetTaskAsync(1, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polly.ExecuteAsync(_ => new ValueTask<int>(Cancel(source.Token))).AsTask());
        await Assert.ThrowsAsync<IOException>(() => polly.ExecuteAsync(_ => throw new IOException()).AsTask());
        await Assert.ThrowsAsync<IOException>(() => ours.Service.GetTaskAsync(1));

        Assert.Equal(CircuitState.Closed, state.CircuitState);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => ours.Service.GetTaskAsync(1));

        Task<int> Cancel(CancellationToken token)
        {
            source.Cancel();
            return Task.FromCanceled<int>(token);
        }
    }

    [Fact]
    public async Task A_refusal_carries_the_failure_that_opened_the_circuit()
    {
        var (early, late) = (new TaskCompletionSource<int>(), new IOException("late"));
        var polly = new PollySide(new()).Breaker().Build();
        var began = polly.ExecuteAsync(_ => new ValueTask<int>(early.Task)).AsTask();
        await FailTwice(() => polly.ExecuteAsync(_ => throw new IOException("opened it")).AsTask());

        using var ours = new Harness(Breaker, new ScriptedService(n => n == 1 ? early.Task : throw new IOException("opened it")));
        var first = ours.Service.GetTaskAsync(1);
        await FailTwice(() => ours.Service.GetTaskAsync(1));

        early.SetException(late);
        await Assert.ThrowsAsync<IOException>(() => began);
        await Assert.ThrowsAsync<IOException>(() => first);

        Assert.Same(late, (await Assert.ThrowsAsync<BrokenCircuitException>(() => polly.ExecuteAsync(_ => default).AsTask())).InnerException);
        Assert.Equal("opened it", (await Assert.ThrowsAsync<BrokenCircuitException>(() => ours.Service.GetTaskAsync(1))).InnerException?.Message);
    }

    [Fact]
    public async Task No_refusal_asks_its_caller_to_come_back_in_the_past()
    {
        var probe = new TaskCompletionSource<int>();
        var time = new FakeTimeProvider();
        var polly = new PollySide(time).Breaker().Build();
        await FailTwice(() => polly.ExecuteAsync(_ => throw new IOException()).AsTask());
        time.Advance(TimeSpan.FromSeconds(5));
        var probing = polly.ExecuteAsync(_ => new ValueTask<int>(probe.Task)).AsTask();
        time.Advance(TimeSpan.FromSeconds(6));

        using var ours = new Harness(Breaker, new ScriptedService(n => n <= 2 ? throw new IOException() : probe.Task));
        await FailTwice(() => ours.Service.GetTaskAsync(1));
        ours.Time.Advance(TimeSpan.FromSeconds(5));
        var half = ours.Service.GetTaskAsync(1);
        ours.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(TimeSpan.FromSeconds(-1), (await Assert.ThrowsAsync<BrokenCircuitException>(() => polly.ExecuteAsync(_ => default).AsTask())).RetryAfter);
        Assert.Equal(TimeSpan.Zero, (await Assert.ThrowsAsync<BrokenCircuitException>(() => ours.Service.GetTaskAsync(1))).RetryAfter);
        probe.SetResult(1);
        await Task.WhenAll(probing, half);
    }
}

using System.Diagnostics.CodeAnalysis;
using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Hedging;

/// <summary>What becomes of the results that nobody gets.</summary>
public class LoserTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Answers _answers = new();

    [Theory, InlineData(0), InlineData(60_000)]
    public async Task The_result_of_a_loser_is_disposed_when_it_comes_and_the_winners_is_not(int timeoutMs)
    {
        var call = Begin(timeoutMs).OpenAsync();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var (winner, loser) = (new Connection(), new Connection());

        _answers[2].SetResult(winner);
        Assert.Same(winner, await call);
        _answers[1].SetResult(loser);

        await loser.Disposed.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(winner.Disposed.Task.IsCompleted);
    }

    [Theory, InlineData(0), InlineData(60_000)]
    public async Task A_result_that_can_only_be_disposed_asynchronously_is(int timeoutMs)
    {
        var call = Begin(timeoutMs).OpenStreamAsync();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var (winner, loser) = (new AsyncConnection(), new AsyncConnection());

        _answers[2].SetResult(winner);
        Assert.Same(winner, await call);
        _answers[1].SetResult(loser);

        await loser.Disposed.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(winner.Disposed.Task.IsCompleted);
    }

    [Fact]
    public async Task An_object_that_both_attempts_answer_is_left_alone()
    {
        var call = Begin(0).OpenAsync();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var shared = new Connection();

        _answers[1].SetResult(shared);
        Assert.Same(shared, await call);
        _answers[2].SetResult(shared);

        Assert.False(shared.Disposed.Task.IsCompleted);
    }

    [Fact]
    public async Task The_result_of_an_attempt_that_timed_out_is_disposed()
    {
        var call = Begin(500).OpenAsync();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _time.Advance(TimeSpan.FromMilliseconds(400));
        var (winner, late) = (new Connection(), new Connection());

        _answers[2].SetResult(winner);
        Assert.Same(winner, await call);
        _answers[1].SetResult(late);

        await late.Disposed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_result_that_comes_after_the_caller_has_cancelled_is_disposed()
    {
        using var source = new CancellationTokenSource();
        var call = Begin(0).OpenAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        var late = new Connection();
        _answers[1].SetResult(late);

        await late.Disposed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_exceptions_of_losers_are_observed()
    {
        Exception? unobserved = null;
        var marker = new InvalidDataException("a loser's own");
        void Note(object? sender, UnobservedTaskExceptionEventArgs arguments)
        {
            if (arguments.Exception.InnerExceptions.Contains(marker))
                unobserved = arguments.Exception;
        }

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await LoseAsync(marker);
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            Assert.Null(unobserved);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }
    }

    private async Task LoseAsync(Exception marker)
    {
        var service = Begin(0);
        var call = service.OpenAsync();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _answers[2].SetResult(new Connection());
        await call;
        _answers[1].SetException(marker);
        _answers.Forget();
    }

    [SuppressMessage("Performance", "CA1859", Justification = "The class implements the methods explicitly.")]
    private IConnections Begin(int timeoutMs)
    {
        var runtime = new AmbassadorRuntime(_time) { Overrides = Overrides.Of<IConnections>(new() { TimeoutMs = timeoutMs }) };
        return new ConnectionsAmbassador(_answers, runtime);
    }

    private sealed class Answers : IConnections
    {
        private readonly Dictionary<int, TaskCompletionSource<object>> _answers = [];
        private int _attempts;

        public TaskCompletionSource<object> this[int attempt] =>
            _answers.TryGetValue(attempt, out var answer) ? answer : _answers[attempt] = new();

        public void Forget() => _answers.Clear();

        public async Task<Connection> OpenAsync(CancellationToken cancellationToken) => (Connection)await this[++_attempts].Task;

        public async ValueTask<AsyncConnection> OpenStreamAsync(CancellationToken cancellationToken) => (AsyncConnection)await this[++_attempts].Task;
    }
}

[Ambassador, Idempotent, Hedge(100, max: 1)]
internal interface IConnections
{
    Task<Connection> OpenAsync(CancellationToken cancellationToken = default);

    ValueTask<AsyncConnection> OpenStreamAsync(CancellationToken cancellationToken = default);
}

internal sealed class Connection : IDisposable
{
    public TaskCompletionSource Disposed { get; } = new();

    public void Dispose() => Disposed.SetResult();
}

internal sealed class AsyncConnection : IAsyncDisposable
{
    public TaskCompletionSource Disposed { get; } = new();

    public ValueTask DisposeAsync()
    {
        Disposed.SetResult();
        return default;
    }
}

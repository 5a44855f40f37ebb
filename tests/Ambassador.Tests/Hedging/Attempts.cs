using System.Collections.Concurrent;
using Ambassador.Tests.Services;

namespace Ambassador.Tests.Hedging;

/// <summary>Attempts that end when the test says so, and are deaf to their tokens.</summary>
internal sealed class Attempts
{
    private readonly ConcurrentDictionary<int, (TaskCompletionSource<int> Answer, TaskCompletionSource Canceled)> _attempts = new();
    private readonly ConcurrentDictionary<int, CancellationToken> _tokens = new();

    public Attempts() => Service = new ScriptedService((attempt, token) =>
    {
        _tokens[attempt] = token;
        token.Register(() => Of(attempt).Canceled.TrySetResult());
        return Of(attempt).Answer.Task;
    });

    public ScriptedService Service { get; }

    public CancellationToken Token(int attempt) => _tokens[attempt];

    public void Succeed(int attempt, int result) => Of(attempt).Answer.SetResult(result);

    public void Fail(int attempt, Exception error) => Of(attempt).Answer.SetException(error);

    public Task WhenCanceled(int attempt) => Of(attempt).Canceled.Task.WaitAsync(TestContext.Current.CancellationToken);

    private (TaskCompletionSource<int> Answer, TaskCompletionSource Canceled) Of(int attempt) => _attempts.GetOrAdd(attempt, static _ => (new(), new()));
}

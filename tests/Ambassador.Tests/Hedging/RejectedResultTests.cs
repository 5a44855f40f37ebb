using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Hedging;

/// <summary>Results that are failures do not win races.</summary>
public class RejectedResultTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Judgements _judgements = new();

    public static TheoryData<string> Kinds { get; } = ["task", "value task"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_race_goes_on_for_a_success(string kind)
    {
        var call = Begin(kind);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var (rejected, winner) = (new Judged(false), new Judged(true));

        _judgements.Answer(2, rejected);
        Assert.Equal(3, _judgements.Attempts);
        Assert.False(call.IsCompleted);
        _judgements.Answer(1, winner);

        Assert.Same(winner, await call);
        await rejected.WhenDisposed;
        Assert.False(winner.WhenDisposed.IsCompleted);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_starts_the_next_attempt_at_once(string kind)
    {
        var call = Begin(kind);
        var winner = new Judged(true);

        _judgements.Answer(1, new Judged(false));
        Assert.Equal(2, _judgements.Attempts);
        _judgements.Answer(2, winner);

        Assert.Same(winner, await call);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task When_all_have_failed_the_last_of_them_is_handed_over_and_the_others_are_disposed(string kind)
    {
        var call = Begin(kind);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var (first, last) = (new Judged(false), new Judged(false));

        _judgements.Answer(2, first);
        _judgements.Answer(1, last);
        Assert.False(call.IsCompleted);
        _judgements.Fail(3, new IOException());

        Assert.Same(last, await call);
        await first.WhenDisposed;
        Assert.False(last.WhenDisposed.IsCompleted);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_error_of_the_program_ends_the_race_and_a_result_that_was_kept_for_want_of_a_better_is_disposed(string kind)
    {
        var call = Begin(kind);
        var rejected = new Judged(false);

        _judgements.Answer(1, rejected);
        _judgements.Fail(2, new ArgumentException("wrong"));

        await Assert.ThrowsAsync<ArgumentException>(() => call);
        await rejected.WhenDisposed;
    }

    [Theory, InlineData("task, retried"), InlineData("value task, retried")]
    public async Task A_race_without_a_success_is_a_failed_attempt(string kind)
    {
        var call = Begin(kind);
        Judged[] rejected = [new(false), new(false), new(false)];
        for (var attempt = 1; attempt <= 3; attempt++)
            _judgements.Answer(attempt, rejected[attempt - 1]);

        await _judgements.WhenAttempted(4);
        var winner = new Judged(true);
        _judgements.Answer(4, winner);

        Assert.Same(winner, await call);
        await Task.WhenAll(rejected.Select(result => result.WhenDisposed));
    }

    private Task<Judged> Begin(string kind)
    {
        var judged = new JudgedRacesAmbassador(_judgements, new AmbassadorRuntime(_time)) as IJudgedRaces;
        return kind switch
        {
            "task" => judged.AskTaskAsync(),
            "value task" => judged.AskValueTaskAsync().AsTask(),
            "task, retried" => judged.AskAgainTaskAsync(),
            _ => judged.AskAgainValueTaskAsync().AsTask(),
        };
    }
}

[Ambassador, Idempotent, Hedge(100, 2)]
public interface IJudgedRaces
{
    [Retry(0, When = nameof(IsWrong))]
    Task<Judged> AskTaskAsync();

    [Retry(0, When = nameof(IsWrong))]
    ValueTask<Judged> AskValueTaskAsync();

    [Retry(1, DelayMs = 0, When = nameof(IsWrong))]
    Task<Judged> AskAgainTaskAsync();

    [Retry(1, DelayMs = 0, When = nameof(IsWrong))]
    ValueTask<Judged> AskAgainValueTaskAsync();

    static bool IsWrong(Judged result) => !result.IsRight;
}

public sealed class Judged(bool isRight) : IDisposable
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsRight => isRight;

    public Task WhenDisposed => _disposed.Task.WaitAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _disposed.SetResult();
}

[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing that needs disposal.")]
internal sealed class Judgements : IJudgedRaces
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource<Judged>> _answers = [];
    private readonly SemaphoreSlim _attempted = new(0);

    public int Attempts
    {
        get
        {
            lock (_gate)
                return _answers.Count;
        }
    }

    public async Task WhenAttempted(int attempts)
    {
        while (Attempts < attempts)
            await _attempted.WaitAsync(TestContext.Current.CancellationToken);
    }

    public void Answer(int attempt, Judged result) => Of(attempt).SetResult(result);

    public void Fail(int attempt, Exception error) => Of(attempt).SetException(error);

    public Task<Judged> AskTaskAsync()
    {
        var answer = new TaskCompletionSource<Judged>();
        lock (_gate)
            _answers.Add(answer);

        _attempted.Release();
        return answer.Task;
    }

    public ValueTask<Judged> AskValueTaskAsync() => new(AskTaskAsync());

    public Task<Judged> AskAgainTaskAsync() => AskTaskAsync();

    public ValueTask<Judged> AskAgainValueTaskAsync() => new(AskTaskAsync());

    private TaskCompletionSource<Judged> Of(int attempt)
    {
        lock (_gate)
            return _answers[attempt - 1];
    }
}

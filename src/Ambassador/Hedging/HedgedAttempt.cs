using System.Diagnostics.CodeAnalysis;
using Ambassador.Targets;

namespace Ambassador.Hedging;

/// <summary>One attempt of a race: its token, its task, and the implementation's own task, which may outlive it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing that needs disposal.")]
internal sealed class HedgedAttempt<TResult>
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;
    private Task<TResult>? _call;

    /// <summary>Begins an attempt.</summary>
    /// <param name="number">Its number in the race, from 1.</param>
    /// <param name="begin">Makes it; throws nothing.</param>
    /// <param name="race">Cancelled when the whole race is no longer wanted.</param>
    public HedgedAttempt(int number, Func<HedgedAttempt<TResult>, Task<TResult>> begin, CancellationToken race)
    {
        Number = number;
        _registration = race.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        Task = begin(this);
    }

    /// <summary>Its number in the race, from 1; above that it is a hedge.</summary>
    public int Number { get; }

    /// <summary>The target that it goes to, where there are several.</summary>
    public Target? Target { get; set; }

    /// <summary>Cancelled when the attempt has lost.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The attempt: what the race waits for.</summary>
    public Task<TResult> Task { get; }

    /// <summary>Notes the implementation's own task, whose result may come when nobody waits for the attempt any more.</summary>
    public Task<TResult> Follow(Task<TResult> call) => _call = call;

    /// <summary>The attempt's result or failure is the race's.</summary>
    public void Decide() => _registration.Unregister();

    /// <summary>Cancels the attempt. Its result, should there be one, is disposed when it comes, unless it is the very object that is kept.</summary>
    public void Lose(object? kept)
    {
        _registration.Unregister();

        // The implementation's cancellation callbacks run elsewhere: one that blocks must not hold the winner's caller.
        Forget(_source.CancelAsync());
        Forget(Task);
        if (_call is not null)
            Forget(DisposeResultAsync(_call, kept));
    }

    private static async Task DisposeResultAsync(Task<TResult> call, object? kept)
    {
        object? result = await call.ConfigureAwait(false);
        if (ReferenceEquals(result, kept))
            return;

        if (result is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        else
            (result as IDisposable)?.Dispose();
    }

    // Whatever it ends with, nobody is left to be told.
    private static void Forget(Task task) =>
        task.ContinueWith(
            static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}

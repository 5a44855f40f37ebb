using System.Diagnostics.CodeAnalysis;

namespace Ambassador.Retry;

/// <summary>Results that nobody is to see: what they hold is released. What that throws is of no concern to the call that goes on.</summary>
[SuppressMessage("Design", "CA1031", Justification = "The call goes on whatever a discarded result throws.")]
internal static class Discarded
{
    public static void Dispose<TResult>(TResult result)
    {
        try
        {
            (result as IDisposable)?.Dispose();
        }
        catch
        {
        }
    }

    public static async ValueTask DisposeAsync<TResult>(TResult result)
    {
        if (result is not IAsyncDisposable asynchronous)
        {
            Dispose(result);
            return;
        }

        try
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        catch
        {
        }
    }

    /// <summary>Takes the outcome of a call that everybody has left: off its source, which may be pooled, and out of sight.</summary>
    public static async Task WhenDone<TResult>(ValueTask<TResult> abandoned)
    {
        try
        {
            await DisposeAsync(await abandoned.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch
        {
        }
    }
}

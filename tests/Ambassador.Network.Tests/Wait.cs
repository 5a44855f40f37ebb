namespace Ambassador.Network.Tests;

internal static class Wait
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until something is so, and fails when it does not become so.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var end = new CancellationTokenSource(s_patience);
        while (!condition())
        {
            Assert.False(end.IsCancellationRequested, "It has not come to be.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}

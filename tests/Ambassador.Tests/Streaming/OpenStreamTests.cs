using Ambassador.Streaming;

namespace Ambassador.Tests.Streaming;

/// <summary>The token of a stream, whatever stage ends its attempt.</summary>
public class OpenStreamTests
{
    [Fact]
    public async Task Hears_of_its_attempt_until_it_is_open_and_of_its_caller_from_then_on()
    {
        using var caller = new CancellationTokenSource();
        using var attempt = new CancellationTokenSource();
        await using var open = new OpenStream<int>(caller.Token, attempt.Token);
        await using var opening = new OpenStream<int>(caller.Token, attempt.Token);
        await open.OpenAsync(AsyncEnumerable.Range(0, 1));

        await attempt.CancelAsync();
        Assert.True(opening.Token.IsCancellationRequested);
        Assert.False(open.Token.IsCancellationRequested);

        await caller.CancelAsync();
        Assert.True(open.Token.IsCancellationRequested);
    }
}

namespace Ambassador.Tests.Streaming;

/// <summary>Streams with and without a token, without a policy of their own: a test configures what it is about.</summary>
[Ambassador]
public interface IStreams
{
    IAsyncEnumerable<int> ItemsAsync(int id, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> AllAsync();
}

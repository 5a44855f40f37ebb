namespace Ambassador.DependencyInjection;

/// <summary>
/// Disposes a service that the container has lost sight of, because all it sees is an ambassador that is not disposable. The container makes
/// the owner in the scope of the service, and so disposes it at the moment at which it would have disposed the service.
/// </summary>
internal sealed class InnerOwner : IDisposable, IAsyncDisposable
{
    private object? _inner;

    public void Own(object inner) => _inner = inner;

    public void Dispose()
    {
        // The cases and the message of the container itself.
        switch (_inner)
        {
            case IDisposable disposable:
                _inner = null;
                disposable.Dispose();
                break;
            case IAsyncDisposable asynchronous:
                throw new InvalidOperationException(
                    $"'{TypeName.Of(asynchronous.GetType())}' type only implements IAsyncDisposable. Use DisposeAsync to dispose the container.");
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_inner is IAsyncDisposable asynchronous)
        {
            _inner = null;
            return asynchronous.DisposeAsync();
        }

        Dispose();
        return default;
    }
}

namespace Ambassador;

/// <summary>What an injected fault looks like to the policies and the caller.</summary>
public enum FaultKind
{
    /// <summary>An <see cref="InjectedFaultException"/>.</summary>
    Injected = 0,

    /// <summary>An <see cref="HttpRequestException"/> with status 503.</summary>
    Http = 1,

    /// <summary>A <see cref="TimeoutException"/>.</summary>
    Timeout = 2,

    /// <summary>A <see cref="System.Net.Sockets.SocketException"/>: the connection was reset.</summary>
    Socket = 3,

    /// <summary>An <see cref="OperationCanceledException"/> that nobody asked for, as of a client's own timeout.</summary>
    Canceled = 4,
}

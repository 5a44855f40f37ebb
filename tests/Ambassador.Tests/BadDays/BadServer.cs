using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ambassador.Tests.BadDays;

/// <summary>What a server does with a connection.</summary>
public enum Mood
{
    /// <summary>Answers "fine".</summary>
    Well,

    /// <summary>Takes the request and never answers.</summary>
    Hangs,

    /// <summary>Promises a hundred bytes, sends four and hangs up.</summary>
    AnswersHalf,

    /// <summary>Hangs up in the middle of the first line.</summary>
    Dies,

    /// <summary>Answers 503.</summary>
    IsBusy,
}

/// <summary>An HTTP server on a real socket, one request for each connection, in whatever mood the test puts it.</summary>
public sealed class BadServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Func<int, Mood> _mood;
    private int _requests;

    public BadServer(Func<int, Mood> mood)
    {
        _mood = mood;
        _listener.Start(backlog: 512);
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>How many requests have arrived.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Closes the port: connections are refused from now on.</summary>
    public void Dispose()
    {
        _stopped.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stopped.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server has stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using (socket)
            {
                await socket.ReceiveAsync(new byte[4_096], _stopped.Token);
                switch (_mood(Interlocked.Increment(ref _requests)))
                {
                    case Mood.Well:
                        await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfine");
                        break;
                    case Mood.IsBusy:
                        await SendAsync(socket, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                        break;
                    case Mood.AnswersHalf:
                        await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf");
                        break;
                    case Mood.Dies:
                        // A connection that is closed without a word is one that HttpClient tries again itself.
                        await SendAsync(socket, "HTTP/1.1 2");
                        break;
                    case Mood.Hangs:
                        // Until the client hangs up.
                        await socket.ReceiveAsync(new byte[1], _stopped.Token);
                        break;
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // The client has hung up, or the server has stopped.
        }
    }

    private async Task SendAsync(Socket socket, string response) => await socket.SendAsync(Encoding.ASCII.GetBytes(response), _stopped.Token);
}

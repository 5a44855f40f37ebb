using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ambassador.Benchmarks;

/// <summary>
/// As much of a PostgreSQL server as it takes to log in, on the loopback: Npgsql's pool can only hold connections that have. Messages are those of PostgreSQL's
/// frontend/backend protocol 3.0; nothing is asked of it after that.
/// </summary>
internal sealed class PostgresGreeter : IDisposable
{
    private static readonly byte[] Greeting =
    [
        .. Message('R', 0, 0, 0, 0),
        .. Parameter("server_version", "17.0"),
        .. Parameter("client_encoding", "UTF8"),
        .. Parameter("standard_conforming_strings", "on"),
        .. Parameter("integer_datetimes", "on"),
        .. Parameter("TimeZone", "UTC"),
        .. Message('K', 0, 0, 0, 1, 0, 0, 0, 1),
        .. Message('Z', (byte)'I'),
    ];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PostgresGreeter()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>For a pool of so many connections that keeps out of the way of a measurement: no types are loaded, nothing is reset, no connection is too old.</summary>
    public string ConnectionString(int max) =>
        $"Host=127.0.0.1;Port={((IPEndPoint)_listener.LocalEndpoint).Port};Username=nobody;Maximum Pool Size={max};SSL Mode=Disable;"
        + "GSS Encryption Mode=Disable;Server Compatibility Mode=NoTypeLoading;No Reset On Close=true";

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
            _ = ServeAsync(await _listener.AcceptSocketAsync());
    }

    private static async Task ServeAsync(Socket socket)
    {
        using (socket)
        using (var stream = new NetworkStream(socket))
        {
            var length = new byte[4];
            await stream.ReadExactlyAsync(length);
            await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4]);
            await stream.WriteAsync(Greeting);

            // Until the client is gone.
            while (await stream.ReadAsync(length) > 0)
            {
            }
        }
    }

    private static byte[] Parameter(string name, string value) => Message('S', Encoding.ASCII.GetBytes($"{name}\0{value}\0"));

    private static byte[] Message(char type, params byte[] body)
    {
        var message = new byte[5 + body.Length];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        body.CopyTo(message, 5);
        return message;
    }
}

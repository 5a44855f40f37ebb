using System.Diagnostics;

namespace Replicas.Processes;

/// <summary>A replica, as the process that started it sees it.</summary>
internal sealed class ReplicaProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ReplicaProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts this program once more, as a replica on a free port, and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended without having listened.</exception>
    /// <exception cref="TimeoutException">It does not listen after half a minute.</exception>
    public static async Task<ReplicaProcess> StartAsync(CancellationToken cancellationToken)
    {
        var process = Process.Start(Command())!;
        try
        {
            var address = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(s_patience, cancellationToken);
            return new(process, new Uri(address ?? throw new InvalidOperationException("A replica has ended before it listened.")));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>From now on its answers are late.</summary>
    public void TurnSlow() => _process.StandardInput.WriteLine(ReplicaServer.TurnSlow);

    /// <summary>From now on its answers are as fast as they were.</summary>
    public void Recover() => _process.StandardInput.WriteLine(ReplicaServer.Recover);

    /// <summary>Ends it on the spot, whatever it is doing, as a crash would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Ends it as a restart would: it answers what it has been asked, and no more.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        return _process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            _process.Kill();

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // This program is its own executable, or a library that the executable "dotnet" runs.
    private static ProcessStartInfo Command()
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(ReplicaProcess).Assembly.Location);

        start.ArgumentList.Add("replica");
        start.ArgumentList.Add("--port");
        start.ArgumentList.Add("0");
        return start;
    }
}

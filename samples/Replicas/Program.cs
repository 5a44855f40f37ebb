using System.Globalization;
using Replicas;
using Replicas.Processes;
using Replicas.Report;

// The sample starts itself: what this process does behind the ambassador, its children do in front of a port.
if (args is ["replica", "--port", var port])
    return await ReplicaServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));

var (options, error) = Options.Parse(args);
if (error is not null)
{
    Console.Error.WriteLine($"{error}\n\n{Options.Help}");
    return 2;
}

if (options is null)
{
    Console.WriteLine(Options.Help);
    return 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    return await new Comparison(options, Screen.Create()).RunAsync(stop.Token) ? 0 : 1;
}
catch (Exception) when (stop.IsCancellationRequested)
{
    // On a terminal the replicas are interrupted too, so this need not look like a cancellation.
    Console.Error.WriteLine("Cancelled.");
    return 130;
}

using Storefront;
using Storefront.Report;

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
    await new Comparison(options, Screen.Create()).RunAsync(stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Cancelled.");
    return 130;
}

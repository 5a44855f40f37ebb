using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Storefront.Backend;
using Storefront.Clients;
using Storefront.Load;
using Storefront.Report;

namespace Storefront;

/// <summary>The same load against the same faults, first without ambassadors, then with them.</summary>
internal sealed class Comparison(Options options, IAnsiConsole console)
{
    private const int TimelineColumns = 60;

    private readonly PlannedCall[] _plan = LoadPlan.Create(options.Seed, options.Length);
    private readonly ScriptPlayer _player = new(FaultScript.Default, options.Length, options.Seed);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var backend = await BackendHost.StartAsync(_player, cancellationToken);
        console.WriteLine($"A catalog ({backend.CatalogAddress.Authority}) and prices ({backend.PricingAddress.Authority}), faults scripted.");
        console.WriteLine($"{_plan.Length:N0} calls in {options.Seconds} s, twice: same arrivals, same products, same script (seed {options.Seed}).");
        console.WriteLine();

        var plain = await RunAsync("plain HttpClient", ShopServices.Plain(backend), cancellationToken);
        var ambassador = await RunAsync("with ambassadors", ShopServices.WithAmbassadors(backend), cancellationToken);

        console.WriteLine();
        console.WriteComparison(plain, ambassador);
        console.WriteLine();
        new TimelineChart(console, _player.Script, new Timeline(options.Length, TimelineColumns)).Write(plain, ambassador);
        console.WriteLine();
        console.WriteLine("The difference is one line in Clients/ShopServices.cs. Read next: README.md.");
    }

    private async Task<RunResult> RunAsync(string name, ServiceProvider services, CancellationToken cancellationToken)
    {
        await using var _ = services;
        using var runner = new LoadRunner(services);
        await runner.WarmUpAsync(cancellationToken);

        using var telemetry = new AmbassadorTelemetry();
        _player.Restart();
        var outcomes = await new RunProgress(console, _player).WatchAsync(name, runner.RunAsync(_plan, cancellationToken));

        return new RunResult(name, outcomes, _player.Requests, _player.RequestsDuringOutage, telemetry.Counts, telemetry.Transitions);
    }
}

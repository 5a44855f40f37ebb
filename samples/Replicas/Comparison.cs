using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Replicas.Clients;
using Replicas.Load;
using Replicas.Processes;
using Replicas.Report;
using Replicas.Service;
using Replicas.Story;
using Replicas.Traffic;
using Spectre.Console;

namespace Replicas;

/// <summary>The same load and the same story for one way to choose after the other.</summary>
internal sealed class Comparison(Options options, IAnsiConsole console)
{
    private readonly TimeSpan[] _plan = LoadPlan.Create(options.Seed, options.Length);

    /// <summary>Tells whether everything went as it should.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await using var fleet = new ReplicaFleet();
        await fleet.RestoreAsync(cancellationToken);
        var ports = string.Join(", ", ReplicaFleet.Names.Select(name => $"{name} {fleet[name].Address.Port}"));
        var choices = options.Quick ? Choice.Few : Choice.All;
        console.WriteLine($"Five replicas, a process each, on ports {ports}.");
        console.WriteLine($"{_plan.Length:N0} calls in {options.Length.TotalSeconds:0} s, {choices.Count} times: same arrivals (seed {options.Seed}), same story.");
        console.WriteLine();

        await RehearseAsync(fleet, cancellationToken);
        var results = new List<RunResult>();
        foreach (var choice in choices)
            results.Add(await RunAsync(choice, fleet, cancellationToken));

        console.WriteLine();
        console.WriteResults(results);
        console.WriteLine();
        var findings = Finding.Of(results);
        foreach (var finding in findings)
            console.WriteLine($"{(finding.Holds ? "ok    " : "FAILED")}  {finding.Text}");

        console.WriteLine();
        console.WriteLine($"It took {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s. The story is in Story/Script.cs. Read next: README.md.");
        return findings.All(finding => finding.Holds);
    }

    private async Task<RunResult> RunAsync(Choice choice, ReplicaFleet fleet, CancellationToken cancellationToken)
    {
        await fleet.RestoreAsync(cancellationToken);
        var traffic = new TrafficLog(fleet);
        var stage = new Stage(fleet, traffic);
        await using var services = ReplicaServices.Create(choice, stage.Targets, traffic);
        var service = services.GetRequiredService<IReplica>();
        await service.PingAsync(cancellationToken);

        traffic.Start();
        using var scene = new Scene(choice.Name, options.Length, stage, traffic);
        var outcomes = await new LivePicture(console, scene).WatchAsync(PlayAsync());
        return RunResult.Of(choice, outcomes, traffic, options.Length);

        async Task<CallOutcome[]> PlayAsync()
        {
            var story = Script.PlayAsync(stage, options.Length, cancellationToken);
            var calls = new LoadRunner(service).RunAsync(_plan, cancellationToken);
            await Task.WhenAll(story, calls);
            return await calls;
        }
    }

    // Pays for compilation before anything is measured.
    private static async Task RehearseAsync(ReplicaFleet fleet, CancellationToken cancellationToken)
    {
        var traffic = new TrafficLog(fleet);
        var targets = new SpokenTargets();
        targets.Say(ReplicaFleet.Names.Select(name => fleet[name].Address));
        await using var services = ReplicaServices.Create(Choice.RoundRobin, targets, traffic);
        var plan = LoadPlan.Create(seed: 0, TimeSpan.FromSeconds(0.3));
        await new LoadRunner(services.GetRequiredService<IReplica>()).RunAsync(plan, cancellationToken);
    }
}

using Ambassador.Balancing;

namespace Ambassador.Benchmarks.Simulation;

/// <summary>Runs the published experiment with every algorithm that knows no keys, prints the numbers and writes the plots of docs/balancing.md.</summary>
internal static class SimulateCommand
{
    private static readonly BalancingAlgorithm[] Algorithms =
        [BalancingAlgorithm.RoundRobin, BalancingAlgorithm.Random, BalancingAlgorithm.LeastRequests, BalancingAlgorithm.PeakEwma];

    public static void Run(string folder)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "slow", "One of 11 replicas takes 2 s from second 15 to 45", new Experiment());
        Write(folder, "failing", "One of 11 replicas fails within 5 ms from second 15 to 45", new Experiment { Slow = TimeSpan.FromMilliseconds(5), Fails = true });
    }

    private static void Write(string folder, string name, string title, Experiment experiment)
    {
        Console.WriteLine(title);
        Console.WriteLine("| Algorithm | Success | p50 | p99 | p99.9 | Calls to the bad replica in 30 s |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        double[] shares = [0, 0.5, 0.9, 0.99, 0.999, 0.9999];
        double[] seconds = [0, 15, 30, 45, 60];
        var latencies = new Svg(title, "share of requests", "latency, ms", shares, [0, 200, 400, 600, 800, 1_000], share => -Math.Log10(1 - share), Same);
        var calls = new Svg(title, "second", "calls to it per second", seconds, [0, 25, 50, 75, 100, 125], Same, Same);
        foreach (var algorithm in Algorithms)
        {
            var outcome = ReplicaSimulation.Run(experiment, new BalancingRules { Algorithm = algorithm });
            Console.WriteLine($"| {algorithm} | {string.Join(" | ", outcome.ToCells(15..45))} |");
            latencies.Add($"{algorithm}", Enumerable.Range(0, 401).Select(i => 1 - Math.Pow(10, -i / 100.0)).Select(share => (share, outcome.Percentile(share))));
            calls.Add($"{algorithm}", outcome.ToSlow.Select((count, second) => (second + 0.5, (double)count)));
        }

        File.WriteAllText(Path.Combine(folder, $"{name}-latency.svg"), latencies.ToString());
        File.WriteAllText(Path.Combine(folder, $"{name}-calls.svg"), calls.ToString());
    }

    private static double Same(double value) => value;
}

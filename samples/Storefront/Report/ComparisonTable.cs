using Spectre.Console;

namespace Storefront.Report;

/// <summary>Two runs side by side.</summary>
internal static class ComparisonTable
{
    public static void WriteComparison(this IAnsiConsole console, RunResult plain, RunResult ambassador)
    {
        var table = new Table { Border = console.IsRich() ? TableBorder.Rounded : TableBorder.Ascii2 };
        table.AddColumn("");
        table.AddColumn(new TableColumn(plain.Name).RightAligned());
        table.AddColumn(new TableColumn(ambassador.Name).RightAligned());

        Row("calls made", run => $"{run.Outcomes.Count:N0}");
        Row("success rate", run => Percent(run.SuccessRate));
        Row("p50 latency", run => Milliseconds(run.Latency(0.50)));
        Row("p99 latency", run => Milliseconds(run.Latency(0.99)));
        Row("calls that reached the backend", run => $"{run.Requests:N0}");
        Row("  of these during the outage", run => $"{run.RequestsDuringOutage:N0}");
        Row("retries", run => $"{run.Counts.Retries:N0}");
        Row("cache hit rate", run => run.Counts.CacheHitRate is { } rate ? Percent(rate) : "-");
        Row("circuit openings", run => $"{run.CircuitOpenings:N0}");
        console.Write(table);

        console.WriteLine("Latency is what callers waited, failures included; the backend counts itself.");
        console.WriteLine($"Retries, cache and circuits: the library's own meter, which saw {ambassador.Counts.Calls:N0} calls.");

        void Row(string name, Func<RunResult, string> figure) =>
            table.AddRow(new Text(name), new Text(figure(plain)), new Text(figure(ambassador), new Style(decoration: Decoration.Bold)));
    }

    private static string Percent(double share) => $"{share * 100:0.0} %";

    // A call served from memory takes microseconds: three digits say more there than a fixed number of decimals.
    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 1 and var ms => $"{ms:0.000} ms",
        < 100 and var ms => $"{ms:0.0} ms",
        var ms => $"{ms:0} ms",
    };
}

using Replicas.Story;
using Spectre.Console;

namespace Replicas.Report;

/// <summary>All ways to choose, side by side.</summary>
internal static class ResultTable
{
    public static void WriteResults(this IAnsiConsole console, IReadOnlyList<RunResult> results)
    {
        var table = new Table { Border = console.IsRich() ? TableBorder.Rounded : TableBorder.Ascii2 };
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (var title in (string[])["calls", "failed", "success", "p50", "p99", "p99.9", $"slow {Script.Slow}", $"dead {Script.Dying}"])
            table.AddColumn(new TableColumn(title).RightAligned());

        foreach (var result in results)
        {
            table.AddRow(
                result.Choice.Name,
                $"{result.Outcomes.Count:N0}",
                $"{result.Failed:N0}",
                $"{result.SuccessRate * 100:0.00} %",
                Milliseconds(result.Latency(0.50)),
                Milliseconds(result.Latency(0.99)),
                Milliseconds(result.Latency(0.999)),
                $"{result.ToSlow:N0}",
                $"{result.ToDead:N0}");
        }

        console.Write(table);
        console.WriteLine("Latency is what callers waited, failures included. The last two columns count requests in vain.");
    }

    private static string Milliseconds(TimeSpan time) => $"{time.TotalMilliseconds:0} ms";
}

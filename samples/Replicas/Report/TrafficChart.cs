using Replicas.Processes;
using Replicas.Story;
using Replicas.Traffic;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Replicas.Report;

/// <summary>A run from left to right, a row for each replica: the higher, the more requests; red where some failed, grey where some are under way.</summary>
internal static class TrafficChart
{
    private const int Columns = 60;
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>What is "now" in the columns of numbers.</summary>
    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(500);

    public static IRenderable Of(Scene scene)
    {
        var table = new Table { Border = TableBorder.None, Title = new($"{scene.Name}: {scene.Act.Text}") { Style = new Style(decoration: Decoration.Bold) } };
        table.AddColumn("").AddColumn("").AddColumn(new TableColumn(new Text(Acts())).Width(Columns).NoWrap());
        table.AddColumn(new TableColumn("requests/s").RightAligned()).AddColumn(new TableColumn("latency").RightAligned());

        var column = scene.Length / Columns;
        var charts = ReplicaFleet.Names.ToDictionary(
            name => name, name => scene.AttemptsOn(name).ToLookup(attempt => (int)(attempt.At / column)));
        var most = charts.Values.SelectMany(chart => chart).Select(attempts => attempts.Count()).Append(1).Max();

        foreach (var (name, state) in scene.States())
        {
            var recent = scene.AttemptsOn(name).Where(attempt => attempt.At >= scene.Now - s_window).ToArray();
            var latencies = recent.Where(attempt => attempt.End != AttemptEnd.None).Select(attempt => attempt.Latency).ToArray();
            table.AddRow(
                new Text(name, new Style(decoration: Decoration.Bold)),
                new Text(state.PadRight(14), new Style(state is "well" or "" ? Color.Default : Color.Yellow)),
                Row(charts[name], most),
                new Text(recent.Length == 0 ? "-" : $"{recent.Length / s_window.TotalSeconds:0}"),
                new Text(latencies.Length == 0 ? "-" : $"{Percentile.Of(latencies, 0.5).TotalMilliseconds:0} ms"));
        }

        return new Rows(table, Text.Empty);
    }

    private static Paragraph Row(ILookup<int, Attempt> chart, int most)
    {
        var row = new Paragraph();
        for (var i = 0; i < Columns; i++)
        {
            var attempts = chart[i].ToArray();
            var glyph = attempts.Length == 0 ? ' ' : Heights[(int)((Heights.Length - 1) * (double)attempts.Length / most)];
            row.Append(glyph.ToString(), new Style(ColorOf(attempts)));
        }

        return row;
    }

    private static Color ColorOf(Attempt[] attempts)
    {
        if (attempts.Any(attempt => attempt.End is AttemptEnd.GivenUp or AttemptEnd.Broken))
            return Color.Red;

        return attempts.All(attempt => attempt.End == AttemptEnd.Answered) ? Color.Green : Color.Grey;
    }

    private static string Acts() => string.Concat(Script.Acts.Select(act => $"|{act.Name}".PadRight((int)Math.Round(act.Share * Columns))));
}

using Spectre.Console;
using Storefront.Backend;

namespace Storefront.Report;

/// <summary>Both runs from left to right: the script, the success rates, and what each circuit did.</summary>
internal sealed class TimelineChart(IAnsiConsole console, FaultScript script, Timeline timeline)
{
    private const int LabelWidth = 20;

    private readonly bool _rich = console.IsRich();

    public void Write(RunResult plain, RunResult ambassador)
    {
        WriteLabel("");
        foreach (var act in script.Acts)
            console.Write(Fit($"|{act.Name}", (int)Math.Round(act.Share * timeline.Columns)));
        console.WriteLine();

        WriteSuccess(plain);
        WriteSuccess(ambassador);
        foreach (var circuit in ambassador.Transitions.GroupBy(transition => transition.Circuit).OrderBy(circuit => circuit.Key, StringComparer.Ordinal))
            WriteCircuit(circuit.Key, circuit);

        console.WriteLine(_rich
            ? "Success: the higher, the better. Circuits: ─ closed, █ open, ▒ trying a probe."
            : "Success: * all, else tenths of the calls. Circuits: - closed, X open, ? trying a probe.");
    }

    private void WriteSuccess(RunResult run)
    {
        WriteLabel(run.Name);
        foreach (var rate in timeline.SuccessRates(run.Outcomes))
        {
            var glyph = rate is { } share ? (_rich ? "▁▂▃▄▅▆▇█"[(int)(share * 7)] : "0123456789*"[(int)(share * 10)]) : ' ';
            WriteGlyph(glyph, rate switch { >= 0.99 => Color.Green, >= 0.8 => Color.Yellow, _ => Color.Red });
        }

        console.WriteLine();
    }

    private void WriteCircuit(string name, IEnumerable<CircuitTransition> transitions)
    {
        WriteLabel(name);
        foreach (var state in timeline.States(transitions))
        {
            var (glyph, color) = state switch
            {
                CircuitState.Open => (_rich ? '█' : 'X', Color.Red),
                CircuitState.HalfOpen => (_rich ? '▒' : '?', Color.Yellow),
                _ => (_rich ? '─' : '-', Color.Green),
            };
            WriteGlyph(glyph, color);
        }

        console.WriteLine();
    }

    private void WriteLabel(string label) => console.Write(Fit(label, LabelWidth));

    private void WriteGlyph(char glyph, Color color) => console.Write(glyph.ToString(), new Style(color));

    private static string Fit(string text, int width) => text.Length > width ? text[..width] : text.PadRight(width);
}

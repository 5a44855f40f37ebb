using System.Globalization;
using System.Text;

namespace Ambassador.Benchmarks.Simulation;

/// <summary>A line chart, as the text of an SVG file.</summary>
internal sealed class Svg(string title, string xTitle, string yTitle, double[] xTicks, double[] yTicks, Func<double, double> xScale, Func<double, double> yScale)
{
    private const int Left = 70, Right = 150, Top = 40, Bottom = 50, Width = 760, Height = 360;

    private static readonly string[] Colours = ["#d62728", "#9467bd", "#1f77b4", "#2ca02c", "#ff7f0e", "#17becf"];

    private readonly StringBuilder _lines = new();
    private int _count;

    public void Add(string name, IEnumerable<(double X, double Y)> points)
    {
        var colour = Colours[_count % Colours.Length];
        var path = string.Join(' ', points.Select(point => FormattableString.Invariant($"{X(point.X):0.#},{Y(point.Y):0.#}")));
        _lines.AppendLine(CultureInfo.InvariantCulture, $"""  <polyline fill="none" stroke="{colour}" stroke-width="1.6" points="{path}"/>""");
        var y = Top + 10 + (20 * _count++);
        _lines.AppendLine(CultureInfo.InvariantCulture, $"""  <line x1="{Width - Right + 12}" y1="{y}" x2="{Width - Right + 32}" y2="{y}" stroke="{colour}" stroke-width="2.5"/>""");
        _lines.AppendLine(CultureInfo.InvariantCulture, $"""  <text x="{Width - Right + 38}" y="{y + 4}">{name}</text>""");
    }

    public override string ToString()
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""  <rect width="{Width}" height="{Height}" fill="white"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""  <text x="{Left}" y="22" font-size="15">{title}</text>""");
        foreach (var tick in xTicks)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""  <line x1="{X(tick):0.#}" y1="{Top}" x2="{X(tick):0.#}" y2="{Height - Bottom}" stroke="#ddd"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""  <text x="{X(tick):0.#}" y="{Height - Bottom + 16}" text-anchor="middle">{tick:0.###}</text>""");
        }

        foreach (var tick in yTicks)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""  <line x1="{Left}" y1="{Y(tick):0.#}" x2="{Width - Right}" y2="{Y(tick):0.#}" stroke="#ddd"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""  <text x="{Left - 6}" y="{Y(tick) + 4:0.#}" text-anchor="end">{tick:0.###}</text>""");
        }

        svg.AppendLine(CultureInfo.InvariantCulture, $"""  <text x="{(Left + Width - Right) / 2}" y="{Height - 12}" text-anchor="middle">{xTitle}</text>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""  <text transform="translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle">{yTitle}</text>""");
        return svg.Append(_lines).AppendLine("</svg>").ToString();
    }

    private double X(double x) => Left + (Share(x, xTicks, xScale) * (Width - Left - Right));

    private double Y(double y) => Height - Bottom - (Share(y, yTicks, yScale) * (Height - Top - Bottom));

    private static double Share(double value, double[] ticks, Func<double, double> scale) =>
        (scale(Math.Clamp(value, ticks[0], ticks[^1])) - scale(ticks[0])) / (scale(ticks[^1]) - scale(ticks[0]));
}

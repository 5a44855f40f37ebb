using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefront.Tests;

/// <summary>The sample as a user starts it: a process of its own, its output going to a file or a pipe.</summary>
public sealed class StorefrontTests
{
    [Fact]
    public async Task A_short_run_ends_well_and_shows_what_the_ambassadors_did()
    {
        var (exitCode, output, error) = await RunAsync("--seconds", "4");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.DoesNotContain(output, character => char.IsControl(character) && character is not ('\n' or '\r'));

        var made = Figures(output, "calls made");
        Assert.Equal(made.Plain, made.Ambassador);
        Assert.Contains($"the library's own meter, which saw {made.Ambassador.ToString("N0", CultureInfo.InvariantCulture)} calls.", output);

        var success = Figures(output, "success rate");
        Assert.True(success.Ambassador > success.Plain, output);

        var reached = Figures(output, "calls that reached the backend");
        Assert.True(reached.Ambassador < reached.Plain, output);

        var duringOutage = Figures(output, "  of these during the outage");
        Assert.True(duringOutage.Ambassador < duringOutage.Plain, output);

        Assert.True(Figures(output, "retries").Ambassador > 0, output);
        Assert.True(Figures(output, "cache hit rate").Ambassador > 0, output);
        Assert.True(Figures(output, "circuit openings").Ambassador > 0, output);
        Assert.Equal(0, Figures(output, "retries").Plain);
        Assert.Matches("ICatalog.GetAsync .*X", output);
    }

    [Fact]
    public async Task Arguments_that_make_no_sense_end_it_with_code_2_and_the_help()
    {
        var (exitCode, output, error) = await RunAsync("--seconds", "soon");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("--seconds is 'soon'", error);
        Assert.Contains("Usage:", error);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Options).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private static (double Plain, double Ambassador) Figures(string table, string row)
    {
        var cells = Regex.Match(table, $@"\| {Regex.Escape(row)} +\| +(\S+)[^|]*\| +(\S+)[^|]*\|");
        Assert.True(cells.Success, table);
        return (Read(cells.Groups[1].Value), Read(cells.Groups[2].Value));
    }

    private static double Read(string figure) =>
        figure == "-" ? 0 : double.Parse(figure, NumberStyles.Number, CultureInfo.InvariantCulture);
}

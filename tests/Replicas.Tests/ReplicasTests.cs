using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Replicas.Tests;

/// <summary>The sample as a user starts it: a process of its own, with children, its output going to a file or a pipe.</summary>
public sealed class ReplicasTests
{
    [Fact]
    public async Task A_quick_run_ends_well_and_shows_what_each_way_to_choose_came_to()
    {
        using var sample = Start("--quick");
        var (output, error) = (sample.StandardOutput.ReadToEndAsync(), sample.StandardError.ReadToEndAsync());
        await sample.WaitForExitAsync(TestContext.Current.CancellationToken);
        var text = await output;

        Assert.True(sample.ExitCode == 0, text + await error);
        Assert.Equal("", await error);
        Assert.DoesNotContain(text, character => char.IsControl(character) && character is not ('\n' or '\r'));
        Assert.Equal(5, Regex.Count(text, "^ok ", RegexOptions.Multiline));
        Assert.DoesNotContain("FAILED", text);

        var rows = new[] { "RoundRobin", "PeakEwma", "RoundRobin, eject", "PeakEwma, eject, retry" }.ToDictionary(name => name, name => Row(text, name));
        Assert.Single(rows.Values.Select(row => row.Calls).Distinct());
        Assert.All(rows.Values, row => Assert.True(row.Calls > 0, text));
        Assert.True(rows["PeakEwma"].Failed < rows["RoundRobin"].Failed, text);
        Assert.True(rows["RoundRobin, eject"].Failed < rows["RoundRobin"].Failed, text);
        Assert.Equal(0, rows["PeakEwma, eject, retry"].Failed);

        // Each act is told four times, with what went to each replica in it.
        Assert.All(["calm", "slow", "death", "arrival", "drain"], act => Assert.Equal(4, Regex.Count(text, $@"^ +\d\.\d s  {act} ", RegexOptions.Multiline)));
        Assert.Equal(20, Regex.Count(text, @"^ +requests: a \d+ ", RegexOptions.Multiline));
        Assert.Contains("; ejected: ", text);
        await AllGone(text);
    }

    [Fact]
    public async Task Replicas_end_with_whoever_started_them_however_that_ends()
    {
        using var sample = Start("--quick");
        var output = new StringWriter();
        while (await sample.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("slow"))
            output.WriteLine(line);

        using (var http = Http())
            Assert.True(await IsReplica(http, Ports(output.ToString())[0]));

        sample.Kill();
        await sample.WaitForExitAsync(TestContext.Current.CancellationToken);

        await AllGone(output.ToString());
    }

    [Fact]
    public async Task Arguments_that_make_no_sense_end_it_with_code_2_and_the_help()
    {
        using var sample = Start("--seed", "soon");
        var error = await sample.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await sample.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, sample.ExitCode);
        Assert.StartsWith("--seed is 'soon'", error);
        Assert.Contains("Usage:", error);
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Options).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);

        return Process.Start(start)!;
    }

    private static (int Calls, int Failed) Row(string text, string name)
    {
        var cells = Regex.Match(text, $@"\| {Regex.Escape(name)} +\| +(\S+) \| +(\S+) \|");
        Assert.True(cells.Success, text);
        return (Read(cells.Groups[1].Value), Read(cells.Groups[2].Value));
    }

    private static int Read(string figure) => int.Parse(figure, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static HttpClient Http() => new(new SocketsHttpHandler { UseProxy = false });

    private static string[] Ports(string text)
    {
        string[] ports = [.. Regex.Matches(Regex.Match(text, "on ports (.*)").Value, @"[a-e] (\d+)").Select(match => match.Groups[1].Value)];
        Assert.Equal(5, ports.Length);
        return ports;
    }

    // Some replicas got other ports when they were started again. None of the first is there any more, soon.
    private static async Task AllGone(string text)
    {
        using var http = Http();
        foreach (var port in Ports(text))
        {
            for (var i = 0; i < 200 && await IsReplica(http, port); i++)
                await Task.Delay(50, TestContext.Current.CancellationToken);

            Assert.False(await IsReplica(http, port), $"There is still a replica on port {port}.");
        }
    }

    // Somebody else may have got the port since.
    private static async Task<bool> IsReplica(HttpClient http, string port)
    {
        try
        {
            return await http.GetStringAsync($"http://127.0.0.1:{port}/items/0", TestContext.Current.CancellationToken) == "The answer to /items/0.";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

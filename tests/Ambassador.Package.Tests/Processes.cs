using System.Diagnostics;

namespace Ambassador.Package.Tests;

/// <summary>Runs programs and returns what they printed; throws with all of it where one fails.</summary>
internal static class Processes
{
    public static async Task<string> RunAsync(string folder, string program, string arguments, params (string Name, string Value)[] environment)
    {
        var (exitCode, output) = await TryAsync(folder, program, arguments, environment);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{program} {arguments} ended with {exitCode}:\n{output}");
    }

    public static async Task<(int ExitCode, string Output)> TryAsync(
        string folder, string program, string arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["MSBUILDTERMINALLOGGER"] = "off" },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}

using Spectre.Console;

namespace Replicas.Report;

/// <summary>Where the report goes: colours, glyphs and moving bars on a terminal, plain ASCII lines anywhere else.</summary>
internal static class Screen
{
    public static IAnsiConsole Create() => Console.IsOutputRedirected ? CreatePlain(Console.Out) : AnsiConsole.Console;

    public static IAnsiConsole CreatePlain(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 100;
        console.Profile.Capabilities.Unicode = false;
        return console;
    }

    /// <summary>Whether lines can be redrawn and glyphs beyond ASCII are welcome.</summary>
    public static bool IsRich(this IAnsiConsole console) =>
        console.Profile.Capabilities is { Interactive: true, Ansi: true, Unicode: true };
}

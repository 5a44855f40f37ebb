using System.Globalization;

namespace Replicas;

/// <summary>What the command line asks for.</summary>
/// <param name="Seed">Decides when calls arrive.</param>
/// <param name="Quick">Whether to leave out some ways to choose, and to tell the story faster.</param>
internal sealed record Options(int Seed = 1, bool Quick = false)
{
    public const string Help = """
        Replicas: the same load on the same replicas, which turn slow, die, come and go, for one way to choose among them after the other.

        Usage: dotnet run --project samples/Replicas [-- options]

          --quick     four of the ways to choose, 2 s each, in place of all eight, 4 s each
          --seed N    decides when calls arrive; 0 to 2147483647, default 1
          --help      shows this text

        It ends with 0 when everything went as it should, with 1 when something did not.
        """;

    /// <summary>How long the story takes, once for each way to choose.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(Quick ? 2 : 4);

    /// <summary>Reads the arguments. The options, or what is wrong with them, or neither when help was asked for.</summary>
    public static (Options? Options, string? Error) Parse(string[] args)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
            return (null, null);

        var options = new Options();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick")
            {
                options = options with { Quick = true };
                continue;
            }

            if (args[i] != "--seed")
                return (null, $"There is no option '{args[i]}'.");
            if (++i == args.Length)
                return (null, "--seed needs a value.");
            if (!int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
                return (null, $"--seed is '{args[i]}'; it must be a whole number from 0 to {int.MaxValue}.");

            options = options with { Seed = seed };
        }

        return (options, null);
    }
}

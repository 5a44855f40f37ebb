using System.Globalization;

namespace Storefront;

/// <summary>What the command line asks for.</summary>
/// <param name="Seed">Decides arrivals, products and faults.</param>
/// <param name="Seconds">The length of each of the two runs.</param>
internal sealed record Options(int Seed = 1, int Seconds = 10)
{
    public const string Help = """
        Storefront: the same load through plain HttpClients and through ambassadors.

        Usage: dotnet run --project samples/Storefront [-- options]

          --seed N       decides arrivals, products and faults; 0 to 2147483647, default 1
          --seconds N    length of each of the two runs; 4 to 300, default 10
                         (the script of faults stretches with it)
          --help         shows this text
        """;

    /// <summary>The length of each run.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(Seconds);

    /// <summary>Reads the arguments. The options, or what is wrong with them, or neither when help was asked for.</summary>
    public static (Options? Options, string? Error) Parse(string[] args)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
            return (null, null);

        var options = new Options();
        for (var i = 0; i < args.Length; i += 2)
        {
            var (name, value) = (args[i], i + 1 < args.Length ? args[i + 1] : null);
            var (minimum, maximum) = name switch
            {
                "--seed" => (0, int.MaxValue),
                "--seconds" => (4, 300),
                _ => (0, -1),
            };

            if (maximum < 0)
                return (null, $"There is no option '{name}'.");
            if (value is null)
                return (null, $"{name} needs a value.");
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < minimum || number > maximum)
                return (null, $"{name} is '{value}'; it must be a whole number from {minimum} to {maximum}.");

            options = name == "--seed" ? options with { Seed = number } : options with { Seconds = number };
        }

        return (options, null);
    }
}

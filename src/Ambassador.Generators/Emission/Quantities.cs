using System.Globalization;

namespace Ambassador.Generators.Emission;

/// <summary>Numbers as a plan in words shows them.</summary>
internal static class Quantities
{
    public static string Seconds(double seconds) => seconds < 1 ? $"{Number(seconds * 1_000)} ms" : $"{Number(seconds)} s";

    public static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}

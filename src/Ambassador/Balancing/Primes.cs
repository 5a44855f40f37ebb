namespace Ambassador.Balancing;

/// <summary>Prime numbers, which the sizes of Maglev tables are. The generator's project compiles this file too.</summary>
internal static class Primes
{
    public static bool Contains(int number)
    {
        for (var divisor = 2; (long)divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
                return false;
        }

        return number > 1;
    }

    /// <summary>The nearest below a number; null where there is none.</summary>
    public static int? Below(int number)
    {
        for (var candidate = number - 1; candidate > 1; candidate--)
        {
            if (Contains(candidate))
                return candidate;
        }

        return null;
    }

    /// <summary>The nearest above a number.</summary>
    public static int Above(int number)
    {
        var candidate = number + 1;
        while (!Contains(candidate))
            candidate++;

        return candidate;
    }
}

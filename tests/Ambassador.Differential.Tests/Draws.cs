namespace Ambassador.Differential.Tests;

/// <summary>The random numbers of a script, over and over.</summary>
internal sealed class Draws(double[] values)
{
    private int _next;

    public double Next() => values[_next++ % values.Length];

    /// <summary>Makes as if the last number had not been drawn.</summary>
    public void TakeBack() => _next--;
}

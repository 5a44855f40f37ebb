namespace Ambassador.Balancing;

/// <summary>
/// Draws indices at random in proportion to weights, in the same time however many there are: Walker's alias method as Vose builds it. Immutable.
/// </summary>
/// <remarks>
/// Each index has a column of the same width, which it shares with one other. One random number tells the column and the place in it.
/// </remarks>
internal sealed class Sampler
{
    private readonly Column[] _columns;
    private readonly Func<double> _random;

    public Sampler(IReadOnlyList<WeightedTarget> targets, Func<double> random)
    {
        _random = random;
        var count = targets.Count;
        var mean = targets.Sum(target => target.Weight) / count;
        _columns = new Column[count];
        var shares = new double[count];
        var small = new Stack<int>();
        var large = new Stack<int>();
        IsUniform = true;
        for (var i = 0; i < count; i++)
        {
            IsUniform &= targets[i].Weight.Equals(targets[0].Weight);
            shares[i] = targets[i].Weight / mean;
            (shares[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            int less = small.Pop(), more = large.Pop();
            _columns[less] = new Column(shares[less], more);
            shares[more] -= 1 - shares[less];
            (shares[more] < 1 ? small : large).Push(more);
        }

        // What is left is full, but for errors of rounding.
        foreach (var full in small.Concat(large))
            _columns[full] = new Column(1, full);
    }

    /// <summary>Whether all weights are the same.</summary>
    public bool IsUniform { get; }

    public int Next() => At(_random());

    /// <summary>Draws another index than one before. Only with weights that differ, where to rule one out would distort them, it may be the same.</summary>
    public int NextBut(int index)
    {
        if (!IsUniform || _columns.Length == 1)
            return Next();

        var other = (int)(_random() * (_columns.Length - 1));
        return other < index ? other : other + 1;
    }

    /// <summary>The index at a place.</summary>
    /// <param name="place">From 0 to below 1.</param>
    public int At(double place)
    {
        place *= _columns.Length;
        var index = (int)place;
        ref readonly var column = ref _columns[index];
        return place - index < column.Own ? index : column.Other;
    }

    private readonly record struct Column(double Own, int Other);
}

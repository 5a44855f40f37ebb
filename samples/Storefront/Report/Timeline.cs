using Storefront.Load;

namespace Storefront.Report;

/// <summary>Cuts a run into columns of equal length.</summary>
internal sealed class Timeline(TimeSpan length, int columns)
{
    public int Columns => columns;

    /// <summary>The success rate of the calls due in each column; null where none was.</summary>
    public double?[] SuccessRates(IEnumerable<CallOutcome> outcomes)
    {
        var calls = new int[columns];
        var successes = new int[columns];
        foreach (var outcome in outcomes)
        {
            var column = ColumnOf(outcome.Due);
            calls[column]++;
            if (outcome.Succeeded)
                successes[column]++;
        }

        return [.. calls.Select((count, column) => count == 0 ? (double?)null : (double)successes[column] / count)];
    }

    /// <summary>The state of one circuit in each column: of several, the one that matters most (a probe before open before closed).</summary>
    public CircuitState[] States(IEnumerable<CircuitTransition> transitions)
    {
        var states = new CircuitState[columns];
        var (current, from) = (CircuitState.Closed, 0);
        foreach (var transition in transitions.OrderBy(transition => transition.At))
        {
            Mark(from, ColumnOf(transition.At), current);
            (current, from) = (transition.State, ColumnOf(transition.At));
        }

        Mark(from, columns - 1, current);
        return states;

        void Mark(int first, int last, CircuitState state)
        {
            for (var column = first; column <= last; column++)
                states[column] = (CircuitState)Math.Max((int)states[column], (int)state);
        }
    }

    // What happens after the end, while the last calls come home, belongs to the last column.
    private int ColumnOf(TimeSpan at) => Math.Clamp((int)(at / length * columns), 0, columns - 1);
}

namespace Ambassador.Concurrency.Tests.Exploration;

/// <summary>The choices of one execution. What has been chosen is replayed; beyond that the first alternative is taken, and the others come later.</summary>
internal sealed class Schedule(int maxPreemptions)
{
    private readonly List<(int Choice, int Alternatives)> _choices = [];
    private int _next;

    public int MaxPreemptions => maxPreemptions;

    /// <summary>Chooses one of several alternatives.</summary>
    public int Choose(int alternatives)
    {
        if (_next == _choices.Count)
            _choices.Add((0, alternatives));
        else if (_choices[_next].Alternatives != alternatives)
            throw new InvalidOperationException("An execution does not repeat itself: something in it is not under the explorer's control.");

        return _choices[_next++].Choice;
    }

    /// <summary>Goes on to the next schedule, depth first; false after the last.</summary>
    public bool MoveNext()
    {
        _next = 0;
        while (_choices is [.., var (choice, alternatives)])
        {
            _choices.RemoveAt(_choices.Count - 1);
            if (choice + 1 < alternatives)
            {
                _choices.Add((choice + 1, alternatives));
                return true;
            }
        }

        return false;
    }
}

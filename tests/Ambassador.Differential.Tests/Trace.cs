using System.Globalization;
using System.Text;

namespace Ambassador.Differential.Tests;

/// <summary>Something that happened.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Call">To which call; -1 where that is not told.</param>
/// <param name="What">What.</param>
/// <param name="Number">Of which attempt, or how long.</param>
/// <param name="Detail">What else there is to say.</param>
internal readonly record struct Event(double AtMs, int Call, string What, double Number, string Detail) : IComparable<Event>
{
    public int CompareTo(Event other)
    {
        var order = AtMs.CompareTo(other.AtMs);
        order = order != 0 ? order : Call.CompareTo(other.Call);
        order = order != 0 ? order : string.CompareOrdinal(What, other.What);
        order = order != 0 ? order : Number.CompareTo(other.Number);
        return order != 0 ? order : string.CompareOrdinal(Detail, other.Detail);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AtMs,10} ms {(Call < 0 ? "" : $"call {Call} "),7}{What} {Number} {Detail}");
}

/// <summary>What happened while a script was played, in the order of time.</summary>
internal sealed class Trace(VirtualTime time)
{
    private readonly Lock _gate = new();
    private readonly List<Event> _events = [];

    public void Add(int call, string what, double number = 0, string detail = "")
    {
        lock (_gate)
            _events.Add(new(time.NowMs, call, what, number, detail));
    }

    /// <summary>What happened before a time. At the same instant the order is of no account.</summary>
    public List<Event> Before(double milliseconds)
    {
        var events = _events.Where(e => e.AtMs < milliseconds).ToList();
        events.Sort();
        return events;
    }

    /// <summary>Two traces side by side, what is different marked.</summary>
    public static string Compare(List<Event> ours, List<Event> theirs)
    {
        var text = new StringBuilder();
        text.AppendLine("  Ambassador");
        Append(text, ours, theirs);
        text.AppendLine("  Polly");
        Append(text, theirs, ours);
        return text.ToString();
    }

    private static void Append(StringBuilder text, List<Event> events, List<Event> others)
    {
        foreach (var e in events)
            text.Append(others.Contains(e) ? "    " : "  ! ").AppendLine(e.ToString());
    }
}

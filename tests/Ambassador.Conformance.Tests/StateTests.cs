namespace Ambassador.Conformance.Tests;

/// <summary>Properties, indexers and events are the service's own, and nothing is done to them.</summary>
public class StateTests
{
    private readonly Gauge _inner = new();
    private readonly IGauge _gauge;

    public StateTests() => _gauge = new GaugeAmbassador(_inner, Zoo.Runtime());

    [Fact]
    public void Properties()
    {
        _gauge.Name = "pressure";
        _gauge.Limit = 7;

        Assert.Equal(("pressure", 7, 7), (_gauge.Name, _gauge.Value, _inner.Value));
    }

    [Fact]
    public void Properties_by_reference()
    {
        _gauge.Reference = 3;
        ref readonly var same = ref _gauge.ReadOnlyReference;
        _inner.Reference = 4;

        Assert.Equal(4, same);
    }

    [Fact]
    public void Indexers()
    {
        _gauge[1] = "one";
        _gauge[2] = "two";

        Assert.Equal(("one", "two", "one,two"), (_gauge[1], _inner[2], _gauge[",", 1, 2]));
    }

    [Fact]
    public void Events()
    {
        var raised = new List<int>();
        EventHandler<int> handler = (sender, value) =>
        {
            Assert.Same(_inner, sender);
            raised.Add(value);
        };

        _gauge.Changed += handler;
        _inner.Raise(1);
        _gauge.Changed -= handler;
        _inner.Raise(2);

        Assert.Equal([1], raised);
    }

    [Fact]
    public void A_failing_property_is_asked_once()
    {
        Assert.Throws<HttpRequestException>(() => _gauge.Failing);
        Assert.Equal(1, _inner.Attempts);
    }

    [Fact]
    public void A_reference_that_a_method_returns()
    {
        ref var slot = ref _gauge.Slot(2);
        slot = 5;

        Assert.Equal(5, _inner.Slot(2));
    }

    private sealed class Gauge : IGauge
    {
        private readonly Dictionary<int, string> _names = [];
        private readonly int[] _slots = new int[3];
        private int _reference;

        public event EventHandler<int>? Changed;

        public int Attempts { get; private set; }

        public string? Name { get; set; }

        public int Value { get; private set; }

        public int Limit { set => Value = value; }

        public ref int Reference => ref _reference;

        public ref readonly int ReadOnlyReference => ref _reference;

        public int Failing
        {
            get
            {
                Attempts++;
                throw new HttpRequestException("connection reset");
            }
        }

        public string this[int index] { get => _names[index]; set => _names[index] = value; }

        public string this[in string separator, params int[] indexes] => string.Join(separator, indexes.Select(index => _names[index]));

        public ref int Slot(int index) => ref _slots[index];

        public void Raise(int value) => Changed?.Invoke(this, value);
    }
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface IGauge
{
    event EventHandler<int>? Changed;
    string? Name { get; set; }
    int Value { get; }
    int Limit { set; }
    ref int Reference { get; }
    ref readonly int ReadOnlyReference { get; }
    int Failing { get; }
    string this[int index] { get; set; }
    string this[in string separator, params int[] indexes] { get; }
    ref int Slot(int index);
}

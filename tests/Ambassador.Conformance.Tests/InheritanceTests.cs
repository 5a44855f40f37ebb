namespace Ambassador.Conformance.Tests;

/// <summary>Members that an interface inherits, hides or has twice each reach the one that the caller means.</summary>
public class InheritanceTests
{
    private readonly Branch _inner = new();
    private readonly IBranch _branch;

    public InheritanceTests() => _branch = new BranchAmbassador(_inner, Zoo.Runtime());

    [Fact]
    public async Task A_diamond_has_one_of_each() =>
        Assert.Equal(("root 1", "left 1", "right 1"), (await _branch.RootAsync(1), await _branch.LeftAsync(1), await _branch.RightAsync(1)));

    [Fact]
    public async Task Inherited_methods_have_policies()
    {
        _inner.Failures = 2;
        Assert.Equal("root 2", await ((IRoot)_branch).RootAsync(2));
    }

    [Fact]
    public async Task The_same_signature_from_two_bases()
    {
        Assert.Equal(("shared left 1", "shared right 1"), (await ((ILeft)_branch).SharedAsync(1), await ((IRight)_branch).SharedAsync(1)));

        ((ILeft)_branch).Count = 5;
        Assert.Equal((5, -5), (((ILeft)_branch).Count, ((IRight)_branch).Count));
    }

    [Fact]
    public void A_hidden_member_is_still_there()
    {
        Assert.Equal((1, "hiding 1"), (((ILeft)_branch).Hidden(1), _branch.Hidden(1)));

        ((ILeft)_branch).Label = "left";
        Assert.Equal(("left", 4), (((ILeft)_branch).Label, _branch.Label));
    }

    [Fact]
    public void Several_constructions_of_one_base()
    {
        IHandles<int> numbers = _branch;
        IHandles<string> texts = _branch;

        Assert.Equal(("number 1", "text 1"), (numbers.Handle(1), texts.Handle("1")));
    }

    [Fact]
    public void A_type_argument_may_be_a_value_type() => Assert.Equal((0, 7), (_branch.Echo(0), ((IEchoes<int>)_branch).Last));

    [Fact]
    public void Interfaces_of_the_framework()
    {
        IDictionary<string, int> stock = new StockAmbassador(new Stock(), Zoo.Runtime());
        stock["a"] = 1;
        stock.Add(new("b", 2));

        Assert.True(stock.TryGetValue("b", out var count));
        Assert.Equal((2, 2, false), (count, stock.Count, ((IEqualityComparer<int>)stock).Equals(1, 2)));
        Assert.Equal(["a", "b"], stock.Keys);
        Assert.Equal(3, stock.Sum(pair => pair.Value));
    }

    private sealed class Branch : IBranch
    {
        private int _count;
        private string _label = "";

        public int Failures { get; set; }

        int ILeft.Count { get => _count; set => _count = value; }

        int IRight.Count => -_count;

        string ILeft.Label { get => _label; set => _label = value; }

        public int Label => _label.Length;

        int IEchoes<int>.Last => 7;

        public Task<string> RootAsync(int id) => Answer($"root {id}");

        public Task<string> LeftAsync(int id) => Answer($"left {id}");

        public Task<string> RightAsync(int id) => Answer($"right {id}");

        Task<string> ILeft.SharedAsync(int id) => Answer($"shared left {id}");

        Task<string> IRight.SharedAsync(int id) => Answer($"shared right {id}");

        int ILeft.Hidden(int id) => id;

        public string Hidden(int id) => $"hiding {id}";

        public string Handle(int message) => $"number {message}";

        public string Handle(string message) => $"text {message}";

        public int Echo(int value) => value;

        private Task<string> Answer(string answer) =>
            Failures-- > 0 ? Task.FromException<string>(new HttpRequestException("connection reset")) : Task.FromResult(answer);
    }

    private sealed class Stock : Dictionary<string, int>, IStock
    {
        public bool Equals(int x, int y) => x == y;

        public int GetHashCode(int obj) => obj;
    }
}

public interface IRoot
{
    Task<string> RootAsync(int id);
}

public interface ILeft : IRoot
{
    int Count { get; set; }
    string Label { get; set; }
    Task<string> LeftAsync(int id);
    Task<string> SharedAsync(int id);
    int Hidden(int id);
}

public interface IRight : IRoot
{
    int Count { get; }
    Task<string> RightAsync(int id);
    Task<string> SharedAsync(int id);
}

public interface IHandles<in T>
{
    string Handle(T message);
}

public interface IEchoes<T>
{
    T? Last { get; }
    T? Echo(T? value);
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface IBranch : ILeft, IRight, IHandles<int>, IHandles<string>, IEchoes<int>
{
    new int Label { get; }
    new string Hidden(int id);
}

[Ambassador]
public interface IStock : IDictionary<string, int>, IEqualityComparer<int>;

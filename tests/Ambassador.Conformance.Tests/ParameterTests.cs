using System.Runtime.CompilerServices;

namespace Ambassador.Conformance.Tests;

/// <summary>Arguments arrive as they were passed: by reference, in any number, left out.</summary>
public class ParameterTests
{
    private readonly Depot _inner = new();
    private readonly IDepot _depot;

    public ParameterTests() => _depot = new DepotAmbassador(_inner, Zoo.Runtime());

    [Fact]
    public void In_is_routed()
    {
        var guid = Guid.NewGuid();
        Assert.Equal((guid, 7L), _depot.In(in guid, 7));
        Assert.Equal(3, _inner.Attempts);
    }

    [Fact]
    public void Ref_out_and_ref_readonly_are_passed_on()
    {
        _inner.Attempts = 2;
        var (a, c) = (1, 3);
        Assert.Equal(4, _depot.References(ref a, out var b, ref c));
        Assert.Equal((2, "2", 3), (a, b, c));
    }

    [Fact]
    public void Params_arrays_are_routed()
    {
        int[] numbers = [1, 2, 3];
        Assert.Same(numbers, _depot.Array("a", numbers));
        Assert.Equal([4, 5], _depot.Array("a", 4, 5));
        Assert.Empty(_depot.Array("a"));
        Assert.Equal(5, _inner.Attempts);
    }

    [Fact]
    public void Params_collections_of_other_types_are_routed() => Assert.Equal(["a", "b"], _depot.List("a", "b"));

    [Fact]
    public void Params_spans_are_passed_on()
    {
        _inner.Attempts = 2;
        Assert.Equal(6, _depot.Span(1, 2, 3));
    }

    [Fact]
    public void Spans_come_back_as_they_are()
    {
        _inner.Attempts = 2;
        Span<byte> bytes = [1, 2, 3, 4];
        var slice = _depot.Slice(bytes, "ab");
        slice[0] = 9;
        Assert.Equal((2, 9), (slice.Length, bytes[2]));
    }

    [Fact]
    public void Defaults_are_the_interfaces() => Assert.Equal((5, "five", DayOfWeek.Friday, 1.5m, null), _depot.Defaults());

    [Fact]
    public void Arguments_by_name() => Assert.Equal((5, "six", DayOfWeek.Friday, 1.5m, 2.0), _depot.Defaults(d: 2, name: "six"));

    [Fact]
    public void The_caller_is_the_callers_caller() =>
        Assert.Equal((nameof(The_caller_is_the_callers_caller), "1 + 1"), _depot.Caller(1 + 1));

    [Fact]
    public void Tuples_nullables_and_arrays_of_arrays()
    {
        int?[][] jagged = [[1, null], []];
        var answer = _depot.Shapes((1, (null, [2])), null, jagged, new int[,] { { 1, 2 } });

        Assert.Equal((1, null, 2), (answer.Pair.Count, answer.Pair.Inner.Name, answer.Pair.Inner.Ids[0]));
        Assert.Same(jagged, answer.Jagged);
        Assert.Null(answer.Missing);
    }

    [Fact]
    public void Many_are_one_hash_and_one_equality() => Assert.Equal("1 2 3 4 5 6 7 8 9 10", _depot.Many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));

    private sealed class Depot : IDepot
    {
        private int _attempts;

        public int Attempts { get => _attempts; set => _attempts = value; }

        public (Guid, long) In(in Guid id, in long version) => Answer((id, version));

        public int References(ref int a, out string b, ref readonly int c)
        {
            a++;
            b = a.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Answer(c + 1);
        }

        public int[] Array(string name, params int[] numbers) => Answer(numbers);

        public List<string> List(params List<string> names) => Answer(names);

        public int Span(params ReadOnlySpan<int> numbers)
        {
            var sum = 0;
            foreach (var number in numbers)
                sum += number;

            return Answer(sum);
        }

        public Span<byte> Slice(Span<byte> bytes, scoped ReadOnlySpan<char> skip) => bytes[skip.Length..];

        public (int, string?, DayOfWeek, decimal, double?) Defaults(int a, string? name, DayOfWeek day, decimal b, double? d) =>
            Answer((a, name, day, b, d));

        public (string, string) Caller(int value, string member, string expression) => Answer((member, expression));

        public ((int Count, (string? Name, int[] Ids) Inner) Pair, int?[][] Jagged, DateTime? Missing) Shapes(
            (int Count, (string? Name, int[] Ids) Inner) pair, DateTime? missing, int?[][] jagged, int[,] square) => Answer((pair, jagged, missing));

        public string Many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) =>
            Answer($"{a} {b} {c} {d} {e} {f} {g} {h} {i} {j}");

        private T Answer<T>(T answer)
        {
            Zoo.FailTwice(ref _attempts);
            return answer;
        }
    }
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface IDepot
{
    (Guid, long) In(in Guid id, in long version);
    int References(ref int a, out string b, ref readonly int c);
    int[] Array(string name, params int[] numbers);
    List<string> List(params List<string> names);
    int Span(params ReadOnlySpan<int> numbers);
    Span<byte> Slice(Span<byte> bytes, scoped ReadOnlySpan<char> skip);
    (int, string?, DayOfWeek, decimal, double?) Defaults(int a = 5, string? name = "five", DayOfWeek day = DayOfWeek.Friday, decimal b = 1.5m, double? d = null);
    (string, string) Caller(int value, [CallerMemberName] string member = "", [CallerArgumentExpression(nameof(value))] string expression = "");
    ((int Count, (string? Name, int[] Ids) Inner) Pair, int?[][] Jagged, DateTime? Missing) Shapes(
        (int Count, (string? Name, int[] Ids) Inner) pair, DateTime? missing, int?[][] jagged, int[,] square);
    string Many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j);
}

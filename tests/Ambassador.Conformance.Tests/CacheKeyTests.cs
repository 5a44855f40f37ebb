namespace Ambassador.Conformance.Tests;

/// <summary>The arguments of a call are what its result is kept by: all of them, and nothing else.</summary>
public class CacheKeyTests
{
    private readonly Index _inner = new();
    private readonly IIndex _index;

    public CacheKeyTests() => _index = new IndexAmbassador(_inner, Zoo.Runtime());

    [Fact]
    public void No_argument() => Assert.Equal(_index.None(), _index.None());

    [Fact]
    public async Task One_argument_that_may_be_null()
    {
        Assert.Equal(await _index.OneAsync(null), await _index.OneAsync(null));
        Assert.Equal(await _index.OneAsync("a"), await _index.OneAsync(new string('a', 1)));
        Assert.NotEqual(await _index.OneAsync("a"), await _index.OneAsync(null));
    }

    [Fact]
    public async Task Several_arguments()
    {
        var day = new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(await _index.SeveralAsync((1, "a"), day, 2), await _index.SeveralAsync((1, "a"), day, 2));
        Assert.NotEqual(await _index.SeveralAsync((1, "a"), day, 2), await _index.SeveralAsync((1, "b"), day, 2));
        Assert.NotEqual(await _index.SeveralAsync((1, "a"), day, 2), await _index.SeveralAsync((1, "a"), day, null));
    }

    [Fact]
    public void Each_of_many_arguments_counts()
    {
        var answers = new HashSet<int> { _index.Many(0, 0, 0, 0, 0, 0, 0, 0, 0, 0) };
        for (var i = 0; i < 10; i++)
        {
            var a = new int[10];
            a[i] = 1;
            answers.Add(_index.Many(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]));
        }

        Assert.Equal(11, answers.Count);
        Assert.Contains(_index.Many(0, 0, 0, 0, 0, 0, 0, 0, 0, 1), answers);
    }

    [Fact]
    public void Type_arguments_count()
    {
        Assert.Equal(_index.Generic(1), _index.Generic(1));
        Assert.NotEqual(_index.Generic(1), _index.Generic(1L));
        Assert.NotEqual(_index.Generic<object>("a"), _index.Generic("a"));
    }

    [Fact]
    public void Overloads_count() => Assert.NotEqual(_index.Generic(1), _index.Generic(1, 1));

    [Fact]
    public async Task The_token_does_not_count()
    {
        using var source = new CancellationTokenSource();
        Assert.Equal(await _index.WithTokenAsync(CancellationToken.None, 1), await _index.WithTokenAsync(source.Token, 1));
    }

    [Fact]
    public async Task What_is_marked_does_not_count()
    {
        Assert.Equal(await _index.MarkedAsync(1, "a", [1]), await _index.MarkedAsync(1, "b", [2]));
        Assert.NotEqual(await _index.MarkedAsync(1, "a", [1]), await _index.MarkedAsync(2, "a", [1]));
        Assert.Equal(_index.AllMarked(1), _index.AllMarked(2));
    }

    // Each answer is another number, so that an equal one has been kept.
    private sealed class Index : IIndex
    {
        private int _calls;

        public int None() => ++_calls;

        public Task<int> OneAsync(string? name) => Task.FromResult(++_calls);

        public ValueTask<int> SeveralAsync((int, string) key, in DateTime day, int? version) => new(++_calls);

        public int Many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) => ++_calls;

        public int Generic<T>(T value) => ++_calls;

        public int Generic<T>(T value, int other) => ++_calls;

        public Task<int> WithTokenAsync(CancellationToken token, int id) => Task.FromResult(++_calls);

        public Task<int> MarkedAsync(int id, string trace, int[] hints) => Task.FromResult(++_calls);

        public int AllMarked(int trace) => ++_calls;
    }
}

[Ambassador(CacheSeconds = 60)]
public interface IIndex
{
    int None();
    Task<int> OneAsync(string? name);
    ValueTask<int> SeveralAsync((int, string) key, in DateTime day, int? version);
    int Many(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j);
    int Generic<T>(T value);
    int Generic<T>(T value, int other);
    Task<int> WithTokenAsync(CancellationToken token, int id);
    Task<int> MarkedAsync(int id, [CacheKeyIgnore] string trace, [CacheKeyIgnore] int[] hints);
    int AllMarked([CacheKeyIgnore] int trace);
}

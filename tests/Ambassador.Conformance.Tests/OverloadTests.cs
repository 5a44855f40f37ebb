namespace Ambassador.Conformance.Tests;

/// <summary>Each overload reaches its own method of the service, with a policy of its own.</summary>
public class OverloadTests
{
    private readonly Search _inner = new();
    private readonly ISearch _search;

    public OverloadTests() => _search = new SearchAmbassador(_inner, Zoo.Runtime());

    [Fact]
    public async Task Each_reaches_its_own()
    {
        Assert.Equal("none", await _search.FindAsync());
        Assert.Equal("int 1", await _search.FindAsync(1));
        Assert.Equal("string 1", await _search.FindAsync("1"));
        Assert.Equal("object 1", await _search.FindAsync((object)1));
        Assert.Equal("T 1", await _search.FindAsync<short>(1));
        Assert.Equal("T U 1 2", await _search.FindAsync((short)1, 2L));
        Assert.Equal("array 2", await _search.FindAsync(new object[2]));
        Assert.Equal("in 1", await _search.FindAsync(1, 2));
        Assert.Equal("nullable ", await _search.FindAsync((int?)null));
        Assert.Equal("token True", await _search.FindAsync(1, new CancellationToken(canceled: false)));
        Assert.Equal("2", await _search.FindAsync2());
        var number = 1;
        Assert.Equal("ref 1", _search.FindAsync(ref number));
    }

    [Fact]
    public async Task Each_has_a_policy_of_its_own()
    {
        _inner.Failures = 2;
        Assert.Equal("int 1", await _search.FindAsync(1));

        _inner.Failures = 2;
        await Assert.ThrowsAsync<HttpRequestException>(() => _search.FindAsync("1"));
    }

    private sealed class Search : ISearch
    {
        public int Failures { get; set; }

        public Task<string> FindAsync() => Answer("none");

        public Task<string> FindAsync(int id) => Answer($"int {id}");

        public Task<string> FindAsync(string name) => Answer($"string {name}");

        public Task<string> FindAsync(object key) => Answer($"object {key}");

        public Task<string> FindAsync<T>(T key) => Answer($"T {key}");

        public Task<string> FindAsync<T, U>(T key, U other) => Answer($"T U {key} {other}");

        public Task<string> FindAsync(params object[] keys) => Answer($"array {keys.Length}");

        public Task<string> FindAsync(in int id, int version) => Answer($"in {id}");

        public Task<string> FindAsync(int? id) => Answer($"nullable {id}");

        public Task<string> FindAsync(int id, CancellationToken token) => Answer($"token {!token.IsCancellationRequested}");

        public Task<string> FindAsync2() => Answer("2");

        public string FindAsync(ref int id) => $"ref {id}";

        private Task<string> Answer(string answer) =>
            Failures-- > 0 ? Task.FromException<string>(new HttpRequestException("connection reset")) : Task.FromResult(answer);
    }
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface ISearch
{
    Task<string> FindAsync();
    Task<string> FindAsync(int id);

    [Ambassador(Retry = 0)]
    Task<string> FindAsync(string name);

    Task<string> FindAsync(object key);
    Task<string> FindAsync<T>(T key);
    Task<string> FindAsync<T, U>(T key, U other);
    Task<string> FindAsync(params object[] keys);
    Task<string> FindAsync(in int id, int version);
    Task<string> FindAsync(int? id);
    Task<string> FindAsync(int id, CancellationToken token);
    Task<string> FindAsync2();
    string FindAsync(ref int id);
}

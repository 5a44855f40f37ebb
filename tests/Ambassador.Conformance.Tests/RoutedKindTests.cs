namespace Ambassador.Conformance.Tests;

/// <summary>The six kinds of routed methods: arguments and results come through, and failures are retried.</summary>
public class RoutedKindTests
{
    private readonly Courier _inner = new();
    private readonly ICourier _courier;

    public RoutedKindTests() => _courier = new CourierAmbassador(_inner, Zoo.Runtime());

    [Fact]
    public void Void()
    {
        _courier.Drop(1, "a");
        Assert.Equal(("Drop 1 a", 3), (_inner.Last, _inner.Attempts));
    }

    [Fact]
    public void Value() => Assert.Equal(("Fetch 2 b", 3), (_courier.Fetch(2, "b"), _inner.Attempts));

    [Fact]
    public async Task Task_without_a_result()
    {
        await _courier.DropAsync(3, "c");
        Assert.Equal(("DropAsync 3 c", 3), (_inner.Last, _inner.Attempts));
    }

    [Fact]
    public async Task Task_with_a_result() => Assert.Equal(("FetchAsync 4 d", 3), (await _courier.FetchAsync(4, "d"), _inner.Attempts));

    [Fact]
    public async Task ValueTask_without_a_result()
    {
        await _courier.DropSoonAsync(5, "e");
        Assert.Equal(("DropSoonAsync 5 e", 3), (_inner.Last, _inner.Attempts));
    }

    [Fact]
    public async Task ValueTask_with_a_result() => Assert.Equal(("FetchSoonAsync 6 f", 3), (await _courier.FetchSoonAsync(6, "f"), _inner.Attempts));

    [Fact]
    public async Task A_task_of_a_task_is_a_value_like_any_other()
    {
        var inner = _courier.NestedAsync(7);
        Assert.Equal(7, await await inner);
        Assert.Equal(3, _inner.Attempts);
    }

    [Fact]
    public async Task A_result_that_is_null() => Assert.Null(await _courier.NothingAsync(null));

    [Fact]
    public async Task What_a_method_sets_wins_over_its_interface()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => _courier.OnceAsync());
        Assert.Equal(1, _inner.Attempts);
    }

    [Fact]
    public void The_last_failure_comes_out_as_it_is()
    {
        _inner.Attempts = -5;
        var error = Assert.Throws<HttpRequestException>(() => _courier.Fetch(1, ""));

        Assert.Equal(("connection reset", -2), (error.Message, _inner.Attempts));
    }

    private sealed class Courier : ICourier
    {
        private int _attempts;

        public int Attempts { get => _attempts; set => _attempts = value; }

        public string? Last { get; private set; }

        public void Drop(int id, string name) => Carry(nameof(Drop), id, name);

        public string Fetch(int id, string name) => Carry(nameof(Fetch), id, name);

        // Each asynchronous kind fails in another of the ways there are: at once, at once in a task, after an await.
        public Task DropAsync(int id, string name)
        {
            Carry(nameof(DropAsync), id, name);
            return Task.CompletedTask;
        }

        public async Task<string> FetchAsync(int id, string name) => await Task.FromResult(Carry(nameof(FetchAsync), id, name));

        public async ValueTask DropSoonAsync(int id, string name)
        {
            await Task.Yield();
            Carry(nameof(DropSoonAsync), id, name);
        }

        public ValueTask<string> FetchSoonAsync(int id, string name) => new(Carry(nameof(FetchSoonAsync), id, name));

        public Task<Task<int>> NestedAsync(int id)
        {
            Carry(nameof(NestedAsync), id, "");
            return Task.FromResult(Task.FromResult(id));
        }

        public ValueTask<string?> NothingAsync(string? name)
        {
            Carry(nameof(NothingAsync), 0, name);
            return new(name);
        }

        public async Task OnceAsync()
        {
            await Task.Yield();
            Carry(nameof(OnceAsync), 0, "");
        }

        private string Carry(string method, int id, string? name)
        {
            Zoo.FailTwice(ref _attempts);
            return Last = $"{method} {id} {name}";
        }
    }
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface ICourier
{
    void Drop(int id, string name);
    string Fetch(int id, string name);
    Task DropAsync(int id, string name);
    Task<string> FetchAsync(int id, string name);
    ValueTask DropSoonAsync(int id, string name);
    ValueTask<string> FetchSoonAsync(int id, string name);
    Task<Task<int>> NestedAsync(int id);
    ValueTask<string?> NothingAsync(string? name);

    [Ambassador(Retry = 0)]
    Task OnceAsync();
}

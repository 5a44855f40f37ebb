namespace Ambassador.Conformance.Tests;

/// <summary>The cancellation token reaches the service from wherever it stands.</summary>
public sealed class TokenTests : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenSource _other = new();
    private readonly Signal _inner = new();
    private readonly ISignal _signal;

    public TokenTests() => _signal = new SignalAmbassador(_inner, Zoo.Runtime());

    [Fact]
    public async Task None()
    {
        Assert.Equal(5, await _signal.NoneAsync(5));
        Assert.Equal(3, _inner.Attempts);
    }

    [Fact]
    public async Task First() => Assert.Equal((_source.Token, 1, "x"), await _signal.FirstAsync(_source.Token, 1, "x"));

    [Fact]
    public async Task Middle() => Assert.Equal((_source.Token, 2, "y"), await _signal.MiddleAsync(2, _source.Token, "y"));

    [Fact]
    public void Last() => Assert.Equal((_source.Token, 3, "z"), _signal.Last(3, "z", _source.Token));

    [Fact]
    public void Left_out() => Assert.Equal((CancellationToken.None, 3, "z"), _signal.Last(3, "z"));

    [Fact]
    public async Task By_reference() => Assert.Equal((_source.Token, 4, ""), await _signal.ByReferenceAsync(4, _source.Token));

    [Fact]
    public async Task The_first_of_two_is_the_calls_and_the_second_an_argument() =>
        Assert.Equal((_source.Token, _other.Token), await _signal.TwiceAsync(_source.Token, _other.Token));

    [Fact]
    public async Task Several_in_an_array_are_arguments()
    {
        CancellationToken[] tokens = [_source.Token, _other.Token];
        Assert.Same(tokens, await _signal.ManyAsync(tokens));
    }

    [Fact]
    public async Task One_that_may_be_absent_is_an_argument()
    {
        Assert.Null(await _signal.MaybeAsync());
        Assert.Equal(_source.Token, await _signal.MaybeAsync(_source.Token));
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled_with_the_callers_token()
    {
        await _source.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _signal.MiddleAsync(1, _source.Token, ""));

        Assert.Equal(_source.Token, error.CancellationToken);
    }

    public void Dispose()
    {
        _source.Dispose();
        _other.Dispose();
    }

    private sealed class Signal : ISignal
    {
        private int _attempts;

        public int Attempts => _attempts;

        public Task<int> NoneAsync(int id) => Answer(id);

        public Task<(CancellationToken, int, string)> FirstAsync(CancellationToken token, int id, string name) => Answer((token, id, name));

        public Task<(CancellationToken, int, string)> MiddleAsync(int id, CancellationToken token, string name)
        {
            token.ThrowIfCancellationRequested();
            return Answer((token, id, name));
        }

        public (CancellationToken, int, string) Last(int id, string name, CancellationToken token)
        {
            Zoo.FailTwice(ref _attempts);
            return (token, id, name);
        }

        public ValueTask<(CancellationToken, int, string)> ByReferenceAsync(in int id, in CancellationToken token) => new(Answer((token, id, "")));

        public Task<(CancellationToken, CancellationToken)> TwiceAsync(CancellationToken first, CancellationToken second) => Answer((first, second));

        public Task<CancellationToken[]> ManyAsync(params CancellationToken[] tokens) => Answer(tokens);

        public Task<CancellationToken?> MaybeAsync(CancellationToken? token) => Answer(token);

        private async Task<T> Answer<T>(T answer)
        {
            await Task.Yield();
            Zoo.FailTwice(ref _attempts);
            return answer;
        }
    }
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface ISignal
{
    Task<int> NoneAsync(int id);
    Task<(CancellationToken, int, string)> FirstAsync(CancellationToken token, int id, string name);
    Task<(CancellationToken, int, string)> MiddleAsync(int id, CancellationToken token, string name);
    (CancellationToken, int, string) Last(int id, string name, CancellationToken token = default);
    ValueTask<(CancellationToken, int, string)> ByReferenceAsync(in int id, in CancellationToken token);
    Task<(CancellationToken, CancellationToken)> TwiceAsync(CancellationToken first, CancellationToken second);
    Task<CancellationToken[]> ManyAsync(params CancellationToken[] tokens);
    Task<CancellationToken?> MaybeAsync(CancellationToken? token = null);
}

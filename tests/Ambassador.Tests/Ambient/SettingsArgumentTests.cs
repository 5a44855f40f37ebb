using Ambassador.Tests.Performance;
using Ambassador.Tests.Services;

namespace Ambassador.Tests.Ambient;

/// <summary>Methods that let a caller say how a call is to be made.</summary>
[Ambassador(Retry = 2, RetryDelayMs = 0, CacheSeconds = 60)]
public interface ITunable
{
    int Get(int id, PolicySettings? settings = null);

    Task<int> GetTaskAsync(int id, PolicySettings? settings = null, CancellationToken cancellationToken = default);

    ValueTask<int> GetValueTaskAsync(PolicySettings settings, int id);

    [Ambassador(CacheSeconds = 0)]
    ValueTask<int> FailAsync(int id, PolicySettings? settings = null);
}

[Collection(nameof(Undisturbed))]
public class SettingsArgumentTests
{
    private static readonly PolicySettings NoRetry = new() { Retry = 0 };
    private static readonly PolicySettings OneRetry = new() { Retry = 1 };
    private static readonly PolicySettings NoCache = new() { CacheSeconds = 0 };

    private readonly Tunable _inner = new();
    private readonly ITunable _service;

    public SettingsArgumentTests() => _service = new TunableAmbassador(_inner, new AmbassadorRuntime());

    [Fact]
    public async Task It_holds_for_this_call_and_reaches_the_implementation()
    {
        await Assert.ThrowsAsync<IOException>(async () => await _service.FailAsync(1, NoRetry));
        Assert.Equal([NoRetry], _inner.Seen);

        await Assert.ThrowsAsync<IOException>(async () => await _service.FailAsync(1));
        Assert.Equal([NoRetry, null, null, null], _inner.Seen);
    }

    [Fact]
    public async Task It_wins_over_the_scopes_that_the_call_is_made_in()
    {
        using (AmbassadorCall.Override(OneRetry))
        {
            await Assert.ThrowsAsync<IOException>(async () => await _service.FailAsync(1, NoRetry));
            Assert.Single(_inner.Seen);
            await Assert.ThrowsAsync<IOException>(async () => await _service.FailAsync(1, NoCache));
            Assert.Equal(1 + 2, _inner.Seen.Count);
        }

        using (AmbassadorCall.Override(NoRetry))
            await Assert.ThrowsAsync<IOException>(async () => await _service.FailAsync(1, OneRetry));

        Assert.Equal(1 + 2 + 2, _inner.Seen.Count);
    }

    [Fact]
    public async Task It_is_no_part_of_the_key_of_a_result()
    {
        Assert.Equal(1, _service.Get(7));
        Assert.Equal(1, _service.Get(7, NoRetry));
        Assert.Equal(2, _service.Get(7, NoCache));

        Assert.Equal(3, await _service.GetTaskAsync(7, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(3, await _service.GetTaskAsync(7, NoRetry, TestContext.Current.CancellationToken));

        Assert.Equal(4, await _service.GetValueTaskAsync(NoRetry, 7));
        Assert.Equal(4, await _service.GetValueTaskAsync(OneRetry, 7));
    }

    [Fact]
    public void What_other_calls_share_is_not_for_one_to_decide() =>
        Assert.Throws<ArgumentException>(() => _service.Get(1, new() { Bulkhead = 5 }));

    [Fact]
    public void It_allocates_nothing()
    {
        Assert.Equal(0, Allocation.Of(() => _service.GetTaskAsync(7, NoRetry, CancellationToken.None).GetAwaiter().GetResult()));
        Assert.Equal(0, Allocation.Of(() => _service.GetValueTaskAsync(OneRetry, 7).GetAwaiter().GetResult()));
    }

    private sealed class Tunable : ITunable
    {
        private int _calls;

        public List<PolicySettings?> Seen { get; } = [];

        public int Get(int id, PolicySettings? settings = null) => ++_calls;

        public Task<int> GetTaskAsync(int id, PolicySettings? settings = null, CancellationToken cancellationToken = default) => Task.FromResult(++_calls);

        public ValueTask<int> GetValueTaskAsync(PolicySettings settings, int id) => new(++_calls);

        public ValueTask<int> FailAsync(int id, PolicySettings? settings = null)
        {
            Seen.Add(settings);
            throw new IOException();
        }
    }
}

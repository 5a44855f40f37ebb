using Ambassador.Tests.Performance;
using Ambassador.Tests.Services;
using Polly.Timeout;

namespace Ambassador.Tests.Docs;

/// <summary>What docs/semantics.md says of the cache beyond what its own tests show.</summary>
[Collection(nameof(Undisturbed))]
public class CacheSemanticsTests
{
    [Fact]
    public async Task A_kept_result_is_one_object_for_everybody()
    {
        IAlbums albums = new AlbumsAmbassador(new Albums(), new AmbassadorRuntime());

        var first = await albums.TracksAsync("Blue");
        first.Add("hidden");

        Assert.Same(first, await albums.TracksAsync("Blue"));
        Assert.Same(albums.TracksAsync("Blue"), albums.TracksAsync("Blue"));
    }

    [Fact]
    public void A_null_is_a_result_like_any_other()
    {
        var inner = new Albums();
        IAlbums albums = new AlbumsAmbassador(inner, new AmbassadorRuntime());

        Assert.Null(albums.Find(null));
        Assert.Null(albums.Find(null));
        Assert.Equal(1, inner.Calls);
    }

    [Fact]
    public void Arguments_that_do_not_define_equality_are_compared_by_reference()
    {
        var inner = new Albums();
        IAlbums albums = new AlbumsAmbassador(inner, new AmbassadorRuntime());
        int[] ids = [1, 2];

        albums.Count(ids);
        albums.Count(ids);
        Assert.Equal(1, inner.Calls);
        albums.Count([1, 2]);
        Assert.Equal(2, inner.Calls);
    }

    [Fact]
    public void A_generic_method_has_a_bounded_cache_for_each_set_of_type_arguments()
    {
        var inner = new Albums();
        IAlbums albums = new AlbumsAmbassador(inner, new AmbassadorRuntime());
        albums.Echo(1);

        for (var i = 0L; i < 100; i++)
            albums.Echo(i);

        var before = inner.Calls;
        albums.Echo(1);
        Assert.Equal(before, inner.Calls);
    }

    [Fact]
    public async Task The_time_to_live_in_force_holds_for_what_is_kept_already()
    {
        using var harness = new Harness(new() { CacheSeconds = 60 }, new ScriptedService(n => Task.FromResult(n)));
        await harness.Service.GetTaskAsync(1);
        harness.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await harness.Service.GetTaskAsync(1));

        harness.Runtime.Overrides = Overrides.Of<IService>(new() { CacheSeconds = 5 });

        Assert.Equal(2, await harness.Service.GetTaskAsync(1));
    }

    [Theory]
    [InlineData(Kind.TaskOfValue)]
    [InlineData(Kind.ValueTaskOfValue)]
    public async Task Whoever_joins_an_inner_call_shares_its_timeouts(Kind kind)
    {
        using var harness = new Harness(
            new() { CacheSeconds = 60, TotalTimeoutMs = 1_000 }, new ScriptedService(_ => new TaskCompletionSource<int>().Task));

        var first = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(600));
        var second = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(400));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => first);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => second);
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Fact]
    public async Task A_blocking_caller_who_waits_for_anothers_inner_call_can_leave_it()
    {
        var answer = new TaskCompletionSource<int>();
        using var source = new CancellationTokenSource();
        using var harness = new Harness(new() { CacheSeconds = 60 }, new ScriptedService(_ => answer.Task));
        var leads = harness.Service.CallAsync(Kind.Value);
        SpinWait.SpinUntil(() => harness.Inner.Attempts > 0);

        var joins = harness.Service.CallAsync(Kind.Value, cancellationToken: source.Token);
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joins);
        Assert.Equal(source.Token, error.CancellationToken);
        answer.SetResult(1);
        await leads;
    }
}

[Ambassador(CacheSeconds = 60, CacheMaxEntries = 10)]
public interface IAlbums
{
    Task<List<string>> TracksAsync(string album);

    string? Find(string? title);

    // That arrays are compared by reference is what is shown.
#pragma warning disable AMB0011
    int Count(int[] ids);
#pragma warning restore AMB0011

    T Echo<T>(T value);
}

public sealed class Albums : IAlbums
{
    public int Calls { get; private set; }

    public Task<List<string>> TracksAsync(string album)
    {
        Calls++;
        return Task.FromResult<List<string>>([album]);
    }

    public string? Find(string? title)
    {
        Calls++;
        return null;
    }

    public int Count(int[] ids)
    {
        Calls++;
        return ids.Length;
    }

    public T Echo<T>(T value)
    {
        Calls++;
        return value;
    }
}

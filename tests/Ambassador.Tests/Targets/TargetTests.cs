using Ambassador.Tests.Services;

namespace Ambassador.Tests.Targets;

/// <summary>Calls go to targets, of every kind and through every policy of attempts.</summary>
public class TargetTests
{
    private static readonly PolicySettings RoundRobin = new() { Balance = BalancingAlgorithm.RoundRobin };

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task Calls_are_spread(Kind kind)
    {
        await using var fleet = new Fleet(RoundRobin, targets => targets.Add("a").Add("b").Add("c"));
        for (var i = 0; i < 9; i++)
            await fleet.CallAsync(kind);

        Assert.Equal(new() { ["a"] = 3, ["b"] = 3, ["c"] = 3 }, fleet.Calls);
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task A_retry_goes_to_another(Kind kind)
    {
        await using var fleet = new Fleet(
            new() { Balance = BalancingAlgorithm.Random, Retry = 2, RetryDelayMs = 0, RetryBudget = 0 }, targets => targets.Add("a").Add("b").Add("c"));
        fleet.Answer = (address, _) => address == "b" ? Task.CompletedTask : throw new IOException(address);
        for (var i = 0; i < 50; i++)
            await fleet.CallAsync(kind);

        Assert.Equal(50, fleet.Calls["b"]);
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task No_targets_is_said_clearly(Kind kind)
    {
        await using var fleet = new Fleet(PolicySettings.None, _ => { });

        var error = await Assert.ThrowsAsync<NoTargetsException>(() => fleet.CallAsync(kind));

        Assert.Equal("Ambassador.Tests.Targets.IReplica has no targets.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds.Async), MemberType = typeof(Kinds))]
    public async Task Calls_that_come_before_the_targets_wait_for_them(Kind kind)
    {
        var source = new SpokenSource();
        await using var fleet = new Fleet(PolicySettings.None, targets => targets.From(_ => source));
        var call = fleet.CallAsync(kind);
        Assert.False(call.IsCompleted);

        source.Say("a");
        await call;

        Assert.Equal(1, fleet.Calls["a"]);
    }

    [Fact]
    public async Task A_target_that_leaves_ends_its_calls_and_is_then_disposed()
    {
        var source = new SpokenSource();
        await using var fleet = new Fleet(RoundRobin, targets => targets.From(_ => source));
        var answer = new TaskCompletionSource();
        source.Say("a");
        await fleet.CallAsync(Kind.ValueTask);
        fleet.Answer = (_, _) => answer.Task;
        var call = fleet.CallAsync(Kind.TaskOfValue);
        var gone = fleet.Replicas["a"];

        source.Say("b");
        await Eventually.IsTrueAsync(() => fleet.Replicas.ContainsKey("b"));
        fleet.Answer = (_, _) => Task.CompletedTask;
        await Eventually.AnswersAsync(fleet, "b");
        Assert.False(gone.IsDisposed);

        answer.SetResult();
        Assert.Equal("a", await call);
        await Eventually.IsTrueAsync(() => gone.IsDisposed);
    }

    [Fact]
    public async Task A_stream_holds_its_target_until_it_is_closed()
    {
        var source = new SpokenSource();
        await using var fleet = new Fleet(RoundRobin, targets => targets.From(_ => source));
        source.Say("a");
        await fleet.CallAsync(Kind.ValueTask);
        var gone = fleet.Replicas["a"];

        var items = fleet.Service.ListAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await items.MoveNextAsync());
        source.Say("b");
        await Eventually.IsTrueAsync(() => fleet.Replicas.ContainsKey("b"));
        Assert.True(await items.MoveNextAsync());
        Assert.Equal("a", items.Current);
        Assert.False(gone.IsDisposed);

        await items.DisposeAsync();
        await Eventually.IsTrueAsync(() => gone.IsDisposed);
    }

    [Fact]
    public async Task Everything_is_disposed_with_the_container()
    {
        var fleet = new Fleet(RoundRobin, targets => targets.Add("a").Add("b"));
        await fleet.CallAsync(Kind.Task);
        await fleet.DisposeAsync();

        Assert.All(fleet.Replicas.Values, replica => Assert.True(replica.IsDisposed));
    }
}

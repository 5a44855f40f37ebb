using System.Diagnostics;
using Ambassador.Tests.Services;

namespace Ambassador.Tests.Telemetry;

public class TracingTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_has_one_activity_which_is_current_in_every_attempt_and_nowhere_else(Kind kind)
    {
        List<Activity?> inside = [];
        using var observed = new Observation(
            new() { Retry = 1, RetryDelayMs = 0 },
            async n =>
            {
                inside.Add(Activity.Current);
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                inside.Add(Activity.Current);
                return n == 1 ? throw new IOException() : n;
            }).Trace();
        using var caller = new Activity("caller").Start();

        var call = observed.Service.Begin(kind);
        Assert.Same(caller, Activity.Current);
        await call;
        Assert.Same(caller, Activity.Current);

        var activity = Assert.Single(observed.Activities);
        Assert.Equal([activity, activity, activity, activity], inside);
        Assert.Same(caller, activity.Parent);
        Assert.True(activity.IsStopped);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_that_fails_gives_its_caller_the_activity_back(Kind kind)
    {
        using var observed = new Observation(new() { Retry = 1, RetryDelayMs = 0 }, _ => throw new IOException()).Trace();
        using var caller = new Activity("caller").Start();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.Begin(kind));

        Assert.Same(caller, Activity.Current);
        Assert.Single(observed.Activities);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task It_is_named_after_interface_and_method_and_says_how_the_call_went(Kind kind)
    {
        using var observed = new Observation(new() { Retry = 1 }, n => Task.FromResult(n)).Trace();

        await observed.Service.CallAsync(kind);

        var activity = Assert.Single(observed.Activities);
        Assert.Equal($"IObserved/{Methods.Of(kind)}", activity.OperationName);
        Assert.Equal(ActivityKind.Internal, activity.Kind);
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["ambassador.interface"] = "Ambassador.Tests.Telemetry.IObserved",
                ["ambassador.method"] = Methods.Of(kind),
                ["ambassador.service_key"] = observed.Key,
                ["ambassador.outcome"] = "success",
            },
            activity.TagObjects.ToDictionary());
        Assert.Empty(activity.Events);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_failure_is_its_status_and_each_retry_an_event(Kind kind)
    {
        using var observed = new Observation(new() { Retry = 2, RetryDelayMs = 0 }, n => throw new IOException($"attempt {n}")).Trace();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.CallAsync(kind));

        var activity = Assert.Single(observed.Activities);
        Assert.Equal((ActivityStatusCode.Error, "attempt 3"), (activity.Status, activity.StatusDescription));
        Assert.Equal("failure", activity.GetTagItem("ambassador.outcome"));
        Assert.Equal("System.IO.IOException", activity.GetTagItem("error.type"));
        Assert.Equal(["retry", "retry"], activity.Events.Select(e => e.Name));
        Assert.Equal(
            new Dictionary<string, object?> { ["ambassador.attempt"] = 1, ["ambassador.retry.delay"] = 0.0, ["error.type"] = "System.IO.IOException" },
            activity.Events.First().Tags.ToDictionary());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Each_transition_of_the_circuit_is_an_event_of_the_call_that_brings_it_about(Kind kind)
    {
        using var observed = new Observation(
            new() { Breaker = 1, BreakerMinimumThroughput = 1, BreakerBreakSeconds = 5 },
            n => n == 1 ? throw new IOException() : Task.FromResult(n)).Trace();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.CallAsync(kind));
        observed.Time.Advance(TimeSpan.FromSeconds(5));
        await observed.Service.CallAsync(kind);

        Assert.Equal(
            ["circuit.open", "circuit.half_open circuit.closed"],
            observed.Activities.Select(activity => string.Join(' ', activity.Events.Select(e => e.Name))));
    }

    [Theory]
    [InlineData(Kind.TaskOfValue)]
    [InlineData(Kind.ValueTaskOfValue)]
    public async Task What_happens_to_a_shared_inner_call_is_told_by_the_activity_of_the_caller_who_began_it(Kind kind)
    {
        var first = new TaskCompletionSource<int>();
        using var observed = new Observation(
            new() { CacheSeconds = 60, Retry = 1, RetryDelayMs = 0 }, n => n == 1 ? first.Task : Task.FromResult(n)).Trace();

        var calls = new[] { observed.Service.CallAsync(kind), observed.Service.CallAsync(kind) };
        first.SetException(new IOException());
        await Task.WhenAll(calls);

        Assert.Equal(2, observed.Activities.Count);
        Assert.Equal(["", "retry"], observed.Activities.Select(activity => string.Join(' ', activity.Events.Select(e => e.Name))).Order());
    }
}

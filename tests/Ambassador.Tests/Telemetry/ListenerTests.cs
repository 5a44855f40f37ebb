using System.Diagnostics;
using Ambassador.Telemetry;
using Ambassador.Tests.Performance;
using Ambassador.Tests.Services;

namespace Ambassador.Tests.Telemetry;

/// <summary>What is recorded depends on who listens, and listeners belong to the whole process.</summary>
[Collection(nameof(Undisturbed))]
public class ListenerTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Without_listeners_there_is_nothing(Kind kind)
    {
        Activity? inside = null;
        using var observed = new Observation(new() { Retry = 1, Breaker = 1, TimeoutMs = 1_000 }, n =>
        {
            inside = Activity.Current;
            return Task.FromResult(n);
        });

        Assert.False(MethodTelemetry.IsObserved);
        Assert.False(MethodTelemetry.IsTraced);
        Assert.False(MethodTelemetry.IsObserved);
        await observed.Service.CallAsync(kind);

        Assert.Null(inside);
    }

    [Fact]
    public async Task A_call_without_policies_hands_on_the_inner_task()
    {
        var inner = new TaskCompletionSource<int>();
        using var observed = new Observation(new(), _ => inner.Task);

        var call = observed.Service.GetTaskAsync(1);
        Assert.Same(inner.Task, call);

        inner.SetResult(1);
        await call;
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Who_listens_to_measurements_gets_no_activities(Kind kind)
    {
        Activity? inside = null;
        using var observed = new Observation(new() { Retry = 1 }, n =>
        {
            inside = Activity.Current;
            return Task.FromResult(n);
        });
        using var measurements = observed.Measure();

        await observed.Service.CallAsync(kind);

        Assert.Null(inside);
        Assert.Single(measurements.Of("ambassador.call.duration"));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Who_listens_to_one_instrument_gets_that(Kind kind)
    {
        using var observed = new Observation(
            new() { Retry = 1, RetryDelayMs = 0 }, n => n == 1 ? throw new IOException() : Task.FromResult(n));
        using var measurements = observed.Measure("ambassador.retries");

        await observed.Service.CallAsync(kind);

        Assert.Single(measurements.Of("ambassador.retries"));
        Assert.False(MethodTelemetry.IsObserved);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_without_policies_that_throws_at_once_is_measured(Kind kind)
    {
        using var observed = new Observation(new(), _ => throw new IOException());
        using var measurements = observed.Measure("ambassador.call.duration");

        await Assert.ThrowsAsync<IOException>(() => observed.Service.CallAsync(kind));

        Assert.Equal("failure", Assert.Single(measurements.Of("ambassador.call.duration")).Tag("ambassador.outcome"));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_without_policies_that_throws_at_once_ends_its_activity(Kind kind)
    {
        using var observed = new Observation(new(), _ => throw new IOException()).Trace();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.CallAsync(kind));

        Assert.Equal(ActivityStatusCode.Error, Assert.Single(observed.Activities).Status);
    }
}

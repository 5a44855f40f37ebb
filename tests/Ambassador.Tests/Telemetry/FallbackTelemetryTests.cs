using System.Diagnostics;
using Ambassador.Tests.Services;
using Microsoft.Extensions.Logging;

namespace Ambassador.Tests.Telemetry;

public class FallbackTelemetryTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task An_answer_is_an_outcome_of_its_own_with_the_failure_it_answers_for(Kind kind)
    {
        using var observed = new Observation(new(), _ => throw new IOException());
        using var measurements = observed.Measure();

        await observed.WithFallback.CallAsync(kind);

        var call = Assert.Single(measurements.Of("ambassador.call.duration"));
        Assert.Equal(("fallback", typeof(IOException).FullName), (call.Tag("ambassador.outcome"), call.Tag("error.type")));
        Assert.Equal("failure", Assert.Single(measurements.Of("ambassador.call.attempts")).Tag("ambassador.outcome"));
        var fallback = Assert.Single(measurements.Of("ambassador.fallbacks"));
        Assert.Equal((1, Methods.Of(kind), typeof(IOException).FullName), (fallback.Value, fallback.Tag("ambassador.method"), fallback.Tag("error.type")));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_success_is_a_success(Kind kind)
    {
        using var observed = new Observation(new(), Task.FromResult);
        using var measurements = observed.Measure();

        await observed.WithFallback.CallAsync(kind);

        Assert.Equal("success", Assert.Single(measurements.Of("ambassador.call.duration")).Tag("ambassador.outcome"));
        Assert.Empty(measurements.Of("ambassador.fallbacks"));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task The_activity_is_no_error_and_has_an_event(Kind kind)
    {
        using var observed = new Observation(new(), _ => throw new IOException()).Trace();

        await observed.WithFallback.CallAsync(kind);

        var activity = Assert.Single(observed.Activities);
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Equal("fallback", activity.GetTagItem("ambassador.outcome"));
        Assert.Equal("fallback", Assert.Single(activity.Events).Name);
    }

    [Fact]
    public async Task It_is_logged_with_the_failure()
    {
        var failure = new IOException();
        using var observed = new Observation(new(), _ => throw failure);

        await observed.WithFallback.GetTaskAsync(1);

        var entry = Assert.Single(observed.Logs.GetSnapshot());
        Assert.Equal((LogLevel.Warning, 31, "FallingBack"), (entry.Level, entry.Id.Id, entry.Id.Name));
        Assert.Same(failure, entry.Exception);
    }
}

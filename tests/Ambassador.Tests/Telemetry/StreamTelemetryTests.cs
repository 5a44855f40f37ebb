using System.Diagnostics;
using Ambassador.Tests.Streaming;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Telemetry;

/// <summary>An enumeration is a call that begins when its enumerator is asked for and ends when that is disposed.</summary>
public class StreamTelemetryTests
{
    private const string Duration = "ambassador.call.duration";
    private const string Attempts = "ambassador.call.attempts";
    private const string Outcome = "ambassador.outcome";

    [Fact]
    public async Task A_call_ends_with_its_enumeration_however_long_that_takes()
    {
        using var observed = new Observed(new() { Retry = 1 }, new(items: 2));
        using var measurements = observed.Measure();

        await foreach (var _ in observed.Items())
            Assert.Empty(measurements.Of(Duration));

        var call = Assert.Single(measurements.Of(Duration));
        Assert.Equal("ItemsAsync", call.Tag("ambassador.method"));
        Assert.Equal("success", call.Tag(Outcome));
        Assert.Equal("success", Assert.Single(measurements.Of(Attempts)).Tag(Outcome));
    }

    [Fact]
    public async Task Each_enumeration_of_a_stream_is_a_call_with_or_without_policies()
    {
        foreach (var settings in new PolicySettings[] { new(), new() { Retry = 1 } })
        {
            using var observed = new Observed(settings, new(items: 2));
            using var measurements = observed.Measure();
            var stream = observed.Items();

            await StreamHarness.ReadAsync(stream);
            await StreamHarness.ReadAsync(stream);

            Assert.Equal(2, measurements.Of(Duration).Count);
            Assert.Equal(2, measurements.Of(Attempts).Count);
        }
    }

    [Fact]
    public async Task A_caller_who_leaves_early_has_had_a_success()
    {
        using var observed = new Observed(new() { Retry = 1 }, new(items: 2));
        using var measurements = observed.Measure();

        await foreach (var _ in observed.Items())
            break;

        Assert.Equal("success", Assert.Single(measurements.Of(Duration)).Tag(Outcome));
    }

    [Theory]
    [InlineData(1, "failure")]
    [InlineData(2, "success")]
    public async Task A_failure_is_the_calls_and_only_that_of_the_opening_an_attempts(int move, string attempt)
    {
        using var observed = new Observed(new() { Breaker = 1 }, new((_, number) => number == move ? throw new IOException() : Task.FromResult(true)));
        using var measurements = observed.Measure();

        await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(observed.Items()));

        var call = Assert.Single(measurements.Of(Duration));
        Assert.Equal(("failure", typeof(IOException).FullName), (call.Tag(Outcome), call.Tag("error.type")));
        Assert.Equal(attempt, Assert.Single(measurements.Of(Attempts)).Tag(Outcome));
    }

    [Fact]
    public async Task A_retried_opening_counts_every_attempt()
    {
        using var observed = new Observed(
            new() { Retry = 2, RetryDelayMs = 0 }, new((stream, move) => stream.Number < 3 ? throw new IOException() : Task.FromResult(move == 1)));
        using var measurements = observed.Measure();

        await StreamHarness.ReadAsync(observed.Items());

        Assert.Equal(["failure", "failure", "success"], measurements.Of(Attempts).Select(attempt => attempt.Tag(Outcome)));
        Assert.Equal(2, measurements.Of("ambassador.retries").Count);
        Assert.Equal("success", Assert.Single(measurements.Of(Duration)).Tag(Outcome));
    }

    [Theory]
    [InlineData(1, 100, 0, "attempt")]
    [InlineData(2, 100, 0, "item")]
    [InlineData(1, 0, 100, "call")]
    [InlineData(2, 0, 100, "call")]
    public async Task A_timeout_says_what_ran_out_of_time(int move, int timeout, int total, string kind)
    {
        using var observed = new Observed(
            new() { TimeoutMs = timeout, TotalTimeoutMs = total },
            new((_, number) => number == move ? new TaskCompletionSource<bool>().Task : Task.FromResult(true)));
        using var measurements = observed.Measure();

        var read = StreamHarness.ReadAsync(observed.Items());
        observed.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => read);

        Assert.Equal("timeout", Assert.Single(measurements.Of(Duration)).Tag(Outcome));
        Assert.Equal(kind, Assert.Single(measurements.Of("ambassador.timeouts")).Tag("ambassador.timeout.kind"));
    }

    [Fact]
    public async Task A_refused_opening_is_a_rejection_and_no_attempt()
    {
        using var observed = new Observed(new() { Breaker = 1, BreakerMinimumThroughput = 1 }, new((_, _) => throw new IOException()));
        await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(observed.Items()));
        using var measurements = observed.Measure();

        await Assert.ThrowsAsync<BrokenCircuitException>(() => StreamHarness.ReadAsync(observed.Items()));

        Assert.Equal("rejected", Assert.Single(measurements.Of(Duration)).Tag(Outcome));
        Assert.Empty(measurements.Of(Attempts));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_callers_cancellation_by_either_token(bool byMethod)
    {
        using var source = new CancellationTokenSource();
        using var observed = new Observed(new() { TimeoutMs = 1_000 }, new(items: 100));
        using var measurements = observed.Measure();
        var stream = observed.Items(byMethod ? source.Token : default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in stream.WithCancellation(byMethod ? default : source.Token))
            {
                await source.CancelAsync();
                source.Token.ThrowIfCancellationRequested();
            }
        });
        Assert.Equal("success", Assert.Single(measurements.Of(Duration)).Tag(Outcome));

        using var another = new CancellationTokenSource();
        var pending = new Observed(new() { TimeoutMs = 1_000 }, new((_, _) => new TaskCompletionSource<bool>().Task));
        using var measured = pending.Measure();
        var items = pending.Items(byMethod ? another.Token : default).GetAsyncEnumerator(byMethod ? default : another.Token);
        var move = items.MoveNextAsync().AsTask();
        await another.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => move);
        await items.DisposeAsync();

        Assert.Equal("canceled", Assert.Single(measured.Of(Duration)).Tag(Outcome));
    }

    [Fact]
    public async Task A_call_whose_token_is_cancelled_beforehand_is_not_recorded()
    {
        using var observed = new Observed(new() { Retry = 1 }, new(items: 1));
        using var measurements = observed.Measure();
        observed.Trace();
        var canceled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StreamHarness.ReadAsync(observed.Items(canceled)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => observed.Items().GetAsyncEnumerator(canceled).MoveNextAsync().AsTask());

        Assert.Empty(measurements.Of(Duration));
        Assert.Empty(observed.Activities);
    }

    [Fact]
    public async Task Its_activity_is_current_inside_the_stream_and_never_in_the_caller()
    {
        List<Activity?> inside = [];
        using var observed = new Observed(new() { Retry = 1, RetryDelayMs = 0, TimeoutMs = 1_000 }, new(async (stream, move) =>
        {
            inside.Add(Activity.Current);
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            inside.Add(Activity.Current);
            return stream.Number == 1 ? throw new IOException() : move <= 2;
        }));
        observed.Inner.OnDispose = _ =>
        {
            inside.Add(Activity.Current);
            return Task.CompletedTask;
        };
        observed.Trace();
        using var caller = new Activity("caller").Start();

        var items = observed.Items().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.Same(caller, Activity.Current);
        for (var i = 1; i <= 3; i++)
        {
            var move = items.MoveNextAsync();
            Assert.Same(caller, Activity.Current);
            Assert.Equal(i < 3, await move);
            Assert.Same(caller, Activity.Current);
        }

        using (var nested = new Activity("what the caller does meanwhile").Start())
        {
            await items.DisposeAsync();
            Assert.Same(nested, Activity.Current);
        }

        var activity = Assert.Single(observed.Activities);
        Assert.Equal("IObservedStreams/ItemsAsync", activity.OperationName);
        Assert.Same(caller, activity.Parent);
        Assert.Equal(Enumerable.Repeat(activity, 10), inside);
        Assert.Equal("retry", Assert.Single(activity.Events).Name);
        Assert.Equal("success", activity.GetTagItem(Outcome));
    }

    [Fact]
    public async Task A_stream_that_throws_at_once_is_recorded()
    {
        using var observed = new Observed(new(), new((_, _) => throw new IOException()));
        observed.Inner.OnCall = _ => throw new IOException("at once");
        using var measurements = observed.Measure();
        observed.Trace();

        await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(observed.Items()));

        Assert.Equal("failure", Assert.Single(measurements.Of(Duration)).Tag(Outcome));
        Assert.Equal((ActivityStatusCode.Error, "at once"), (observed.Activities[0].Status, observed.Activities[0].StatusDescription));
    }

    /// <summary>Scripted streams behind an ambassador whose telemetry no other test's is mistaken for.</summary>
    private sealed class Observed : IDisposable
    {
        private static int s_last;

        private readonly AmbassadorRuntime _runtime;
        private readonly IObservedStreams _streams;
        private readonly string _key = $"streams {Interlocked.Increment(ref s_last)}";
        private ActivityListener? _listener;

        public Observed(PolicySettings settings, ScriptedStreams inner)
        {
            Inner = inner;
            _runtime = new(Time) { Overrides = Services.Overrides.Of<IObservedStreams>(settings) };
            _streams = new ObservedStreamsAmbassador(new ObservedStreams(inner), _runtime, _key);
        }

        public FakeTimeProvider Time { get; } = new();

        public ScriptedStreams Inner { get; }

        public List<Activity> Activities { get; } = [];

        public IAsyncEnumerable<int> Items(CancellationToken cancellationToken = default) => _streams.ItemsAsync(1, cancellationToken);

        public Measurements Measure() => new(Observation.KeyTag, _key);

        public void Trace()
        {
            _listener = new()
            {
                ShouldListenTo = static source => source.Name == "Ambassador",
                Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    if ((string?)activity.GetTagItem(Observation.KeyTag) == _key)
                        Activities.Add(activity);
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public void Dispose()
        {
            _listener?.Dispose();
            _runtime.Dispose();
        }
    }
}

/// <summary>Streams of an interface that only these tests call.</summary>
[Ambassador]
public interface IObservedStreams : IStreams;

public sealed class ObservedStreams(ScriptedStreams inner) : IObservedStreams
{
    public IAsyncEnumerable<int> ItemsAsync(int id, CancellationToken cancellationToken = default) => inner.ItemsAsync(id, cancellationToken);

    public IAsyncEnumerable<int> AllAsync() => inner.AllAsync();
}

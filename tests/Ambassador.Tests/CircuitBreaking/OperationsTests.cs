using System.Collections.Concurrent;
using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.CircuitBreaking;

/// <summary>Isolating, closing, history, and following a circuit.</summary>
public class OperationsTests
{
    private static readonly PolicySettings Settings = new() { BreakerConsecutiveFailures = 2, BreakerBreakSeconds = 5 };

    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task An_isolated_circuit_refuses_every_call_until_it_is_closed(Kind kind)
    {
        using var harness = new Harness(Settings with { Retry = 3 }, new ScriptedService(Task.FromResult));
        var circuit = harness.CircuitOf(kind);

        circuit.Isolate();
        harness.Time.Advance(TimeSpan.FromDays(1));
        var isolated = await Assert.ThrowsAsync<IsolatedCircuitException>(() => harness.Service.CallAsync(kind));
        Assert.Equal($"The circuit of {typeof(IService)}.{Methods.Of(kind)} is isolated by hand and lets no call through.", isolated.Message);
        Assert.Null(isolated.RetryAfter);
        Assert.Equal(0, harness.Inner.Attempts);

        circuit.Close();
        await harness.Service.CallAsync(kind);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Calls_under_way_when_it_is_isolated_end_as_they_would_and_do_not_count(Kind kind)
    {
        var answers = new Dictionary<int, TaskCompletionSource<int>>();
        using var harness = new Harness(Settings, new ScriptedService(n => (answers[n] = new()).Task));
        var circuit = harness.CircuitOf(kind);
        var calls = Enumerable.Range(0, 3).Select(_ => harness.Service.CallAsync(kind)).ToArray();

        circuit.Isolate();
        answers[1].SetResult(1);
        answers[2].SetException(new IOException());
        answers[3].SetException(new IOException());

        await calls[0];
        await Assert.ThrowsAsync<IOException>(() => calls[1]);
        await Assert.ThrowsAsync<IOException>(() => calls[2]);
        Assert.Equal("Isolated", circuit.Path());
        circuit.Close();
        Assert.Equal("Isolated Closed", circuit.Path());
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_probe_under_way_when_it_is_isolated_moves_it_neither_then_nor_later(Kind kind)
    {
        var probes = new Dictionary<int, TaskCompletionSource<int>>();
        using var harness = new Harness(
            Settings, new ScriptedService(n => n is 1 or 2 or 4 or 5 ? throw new IOException() : (probes[n] = new()).Task));
        var circuit = harness.CircuitOf(kind);
        await harness.Service.FailAsync(kind, 2);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        var early = harness.Service.CallAsync(kind);

        circuit.Isolate();
        circuit.Close();
        await harness.Service.FailAsync(kind, 2);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        var late = harness.Service.CallAsync(kind);
        probes[3].SetResult(1);
        await early;
        Assert.Equal(CircuitState.HalfOpen, circuit.State);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));

        probes[6].SetResult(1);
        await late;
        Assert.Equal("Open HalfOpen Isolated Closed Open HalfOpen Closed", circuit.Path());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_circuit_that_is_isolated_in_the_middle_of_a_retry_sequence_ends_it(Kind kind)
    {
        Circuit? circuit = null;
        using var harness = new Harness(
            Settings with { BreakerConsecutiveFailures = 10, Retry = 5, RetryDelayMs = 0 },
            new ScriptedService(n =>
            {
                if (n == 2)
                    circuit!.Isolate();

                throw new IOException();
            }));
        circuit = harness.CircuitOf(kind);

        await Assert.ThrowsAsync<IsolatedCircuitException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(2, harness.Inner.Attempts);
    }

    [Fact]
    public async Task The_history_says_when_and_why()
    {
        var thrown = new IOException();
        using var harness = new Harness(Settings, new ScriptedService(n => n <= 2 ? throw thrown : Task.FromResult(n)));
        var (circuit, start) = (harness.CircuitOf(Kind.TaskOfValue), harness.Time.GetUtcNow());

        await harness.Service.FailAsync(Kind.TaskOfValue, 2);
        harness.Time.Advance(TimeSpan.FromSeconds(7));
        await harness.Service.GetTaskAsync(1);

        Assert.Equal(
            [
                new(start, CircuitState.Closed, CircuitState.Open, CircuitCause.ConsecutiveFailures, thrown, TimeSpan.FromSeconds(5)),
                new(start.AddSeconds(7), CircuitState.Open, CircuitState.HalfOpen, CircuitCause.BreakEnded, null, TimeSpan.Zero),
                new(start.AddSeconds(7), CircuitState.HalfOpen, CircuitState.Closed, CircuitCause.ProbesSucceeded, null, TimeSpan.Zero),
            ],
            circuit.History);
    }

    [Fact]
    public void The_history_holds_the_latest_thirty_two()
    {
        using var harness = new Harness(Settings, new ScriptedService(Task.FromResult));
        var (circuit, start) = (harness.CircuitOf(Kind.TaskOfValue), harness.Time.GetUtcNow());

        for (var i = 0; i < 50; i++)
        {
            circuit.Isolate();
            harness.Time.Advance(TimeSpan.FromSeconds(1));
            circuit.Close();
        }

        Assert.Equal(32, circuit.History.Count);
        Assert.Equal(Enumerable.Range(34, 16).SelectMany(i => new[] { start.AddSeconds(i), start.AddSeconds(i + 1) }), circuit.History.Select(moved => moved.Time));
    }

    [Fact]
    public async Task Who_follows_a_circuit_is_told_of_every_transition_as_the_history_has_it()
    {
        using var harness = new Harness(Settings, new ScriptedService(n => n <= 3 ? throw new IOException() : Task.FromResult(n)));
        var circuit = harness.CircuitOf(Kind.TaskOfValue);
        circuit.Isolate();
        circuit.Close();
        List<(object? Sender, CircuitTransition Transition)> told = [];
        circuit.Changed += Handle;

        await harness.Service.FailAsync(Kind.TaskOfValue, 2);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        await harness.Service.FailAsync(Kind.TaskOfValue, 1);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        await harness.Service.GetTaskAsync(1);

        Assert.Equal(circuit.History.Skip(2), told.Select(each => each.Transition));
        Assert.All(told, each => Assert.Same(circuit, each.Sender));

        circuit.Changed -= Handle;
        circuit.Isolate();
        Assert.Equal(5, told.Count);

        void Handle(object? sender, CircuitTransition transition) => told.Add((sender, transition));
    }

    [Fact]
    public async Task A_handler_that_throws_harms_neither_the_call_nor_other_handlers_and_is_logged()
    {
        var logs = new FakeLogCollector();
        using var harness = new Harness(
            Settings,
            new ScriptedService(_ => throw new IOException()),
            services => services.AddSingleton<ILoggerFactory>(new LoggerFactory([new FakeLoggerProvider(logs)])));
        var (circuit, told, thrown) = (harness.CircuitOf(Kind.TaskOfValue), new List<CircuitState>(), new InvalidOperationException());
        circuit.Changed += (_, _) => throw thrown;
        circuit.Changed += (_, transition) => told.Add(transition.To);

        await harness.Service.FailAsync(Kind.TaskOfValue, 2);

        Assert.Equal([CircuitState.Open], told);
        var entry = Assert.Single(logs.GetSnapshot(), entry => entry.Id.Name == "CircuitHandlerFailed");
        Assert.Equal((LogLevel.Error, thrown), (entry.Level, entry.Exception));
    }

    [Fact]
    public void A_handler_may_move_the_circuit_itself_and_everybody_is_told_in_order()
    {
        using var harness = new Harness(Settings, new ScriptedService(Task.FromResult));
        var (circuit, first, second) = (harness.CircuitOf(Kind.TaskOfValue), new List<CircuitState>(), new List<CircuitState>());
        circuit.Changed += (_, transition) =>
        {
            first.Add(transition.To);
            if (first.Count < 4)
                circuit.Close();
        };
        circuit.Changed += (_, transition) => second.Add(transition.To);

        circuit.Isolate();

        Assert.Equal([CircuitState.Isolated, CircuitState.Closed], first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Under_contention_transitions_are_told_one_at_a_time_and_in_order()
    {
        using var harness = new Harness(Settings, new ScriptedService(Task.FromResult));
        var (circuit, told, inside, overlaps) = (harness.CircuitOf(Kind.TaskOfValue), new ConcurrentQueue<CircuitTransition>(), 0, 0);
        circuit.Changed += (_, transition) =>
        {
            if (Interlocked.Increment(ref inside) > 1)
                overlaps++;

            told.Enqueue(transition);
            Interlocked.Decrement(ref inside);
        };

        using var start = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                for (var i = 0; i < 5_000; i++)
                {
                    circuit.Isolate();
                    circuit.Close();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        // Each begins where the one before ended, which no other order has.
        var transitions = told.ToArray();
        Assert.Equal(0, overlaps);
        Assert.All(transitions.Zip(transitions.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(transitions[^32..], circuit.History);
    }
}

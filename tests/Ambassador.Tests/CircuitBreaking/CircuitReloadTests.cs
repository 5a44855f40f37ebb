using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.CircuitBreaking;

/// <summary>Other settings, put in force in every state.</summary>
public sealed class CircuitReloadTests : IDisposable
{
    private static readonly PolicySettings Settings = new() { Breaker = 0.5, BreakerMinimumThroughput = 4, BreakerSamplingSeconds = 60, BreakerBreakSeconds = 5 };

    private readonly FakeTimeProvider _time = new();
    private readonly AmbassadorRuntime _runtime;
    private readonly IService _service;
    private readonly Dictionary<int, TaskCompletionSource<int>> _pending = [];
    private bool _answersLater;
    private bool _fails;

    public CircuitReloadTests()
    {
        _runtime = new AmbassadorRuntime(_time);
        _service = new ServiceAmbassador(
            new ScriptedService(n => _answersLater ? (_pending[n] = new()).Task : _fails ? throw new IOException() : Task.FromResult(n)), _runtime);
        Apply(Settings);
    }

    private Circuit Circuit => new AmbassadorCircuits<IService>(_runtime)[nameof(IService.GetTaskAsync)];

    public void Dispose() => _runtime.Dispose();

    [Fact]
    public async Task Closed_it_keeps_its_counts()
    {
        await FailAsync(3);
        Apply(Settings with { Breaker = 0.8, BreakerMinimumThroughput = 2, BreakerConsecutiveFailures = 10 });
        Assert.Equal("", Circuit.Path());

        await FailAsync(1);
        Assert.Equal("Open", Circuit.Path());
    }

    [Fact]
    public async Task Closed_it_keeps_its_row_of_failures()
    {
        await FailAsync(3);
        Apply(new() { BreakerSamplingSeconds = 60, BreakerConsecutiveFailures = 4 });

        await FailAsync(1);
        Assert.Equal("Open", Circuit.Path());
    }

    [Fact]
    public async Task Closed_it_starts_afresh_if_the_length_of_the_window_has_changed()
    {
        await FailAsync(3);
        Apply(Settings with { BreakerSamplingSeconds = 61 });

        await FailAsync(3);
        Assert.Equal("", Circuit.Path());
    }

    [Fact]
    public async Task Open_it_ends_the_break_that_it_began()
    {
        await FailAsync(4);
        Apply(Settings with { BreakerBreakSeconds = 1 });

        _time.Advance(TimeSpan.FromMilliseconds(4_999));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => _service.GetTaskAsync(1));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await FailAsync(1);
        Assert.Equal(TimeSpan.FromSeconds(1), Circuit.History[^1].BreakDuration);
    }

    [Fact]
    public async Task Open_it_is_no_hindrance_while_it_is_switched_off_and_open_when_it_is_switched_on_again()
    {
        await FailAsync(4);
        Apply(new());
        await FailAsync(1);
        Assert.Empty(new AmbassadorCircuits<IService>(_runtime).Of(nameof(IService.GetTaskAsync)));

        Apply(Settings);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => _service.GetTaskAsync(1));
    }

    [Fact]
    public async Task Half_open_it_lets_as_many_probes_through_as_are_set_now()
    {
        var probe = await HalfOpenAsync();
        Apply(Settings with { BreakerProbes = 2 });

        var second = _service.GetTaskAsync(1);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => _service.GetTaskAsync(1));
        Apply(Settings);
        _pending[5].SetResult(1);
        await probe;
        Assert.Equal("Open HalfOpen Closed", Circuit.Path());

        _pending[6].SetResult(1);
        await second;
        Assert.Equal("Open HalfOpen Closed", Circuit.Path());
    }

    [Fact]
    public async Task Half_open_it_closes_after_as_many_successes_as_are_required_now()
    {
        var probe = await HalfOpenAsync();
        Apply(Settings with { BreakerRequiredSuccesses = 3 });
        _pending[5].SetResult(1);
        await probe;
        Assert.Equal("Open HalfOpen", Circuit.Path());

        Apply(Settings with { BreakerRequiredSuccesses = 2 });
        _answersLater = _fails = false;
        await _service.GetTaskAsync(1);
        Assert.Equal("Open HalfOpen Closed", Circuit.Path());
    }

    [Theory]
    [InlineData(true, "Open HalfOpen Closed")]
    [InlineData(false, "Open HalfOpen Open")]
    public async Task Half_open_it_is_moved_by_a_probe_that_ends_while_it_is_switched_off(bool succeeds, string path)
    {
        var (probe, circuit) = (await HalfOpenAsync(), Circuit);
        Apply(new());

        if (succeeds)
            _pending[5].SetResult(1);
        else
            _pending[5].SetException(new IOException());

        await Record.ExceptionAsync(() => probe);
        Assert.Equal(path, circuit.Path());
    }

    [Fact]
    public async Task Isolated_it_stays_isolated()
    {
        Circuit.Isolate();
        Apply(Settings with { Breaker = 0.1, BreakerSamplingSeconds = 7 });
        await Assert.ThrowsAsync<IsolatedCircuitException>(() => _service.GetTaskAsync(1));

        Apply(new());
        await _service.GetTaskAsync(1);

        Apply(Settings);
        await Assert.ThrowsAsync<IsolatedCircuitException>(() => _service.GetTaskAsync(1));
    }

    [Fact]
    public async Task A_change_of_scope_goes_over_to_another_circuit_and_back_to_the_one_that_was_left()
    {
        await FailAsync(4);
        var own = Circuit;
        Apply(Settings with { BreakerScope = PolicyScope.Interface });
        await FailAsync(3);
        var shared = Circuit;
        Apply(Settings with { BreakerScope = PolicyScope.Interface, BreakerGroup = "all" });
        await FailAsync(4);

        Assert.Equal(("Open", "", "Open"), (own.Path(), shared.Path(), Circuit.Path()));
        Apply(Settings);
        Assert.Same(own, Circuit);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => _service.GetTaskAsync(1));

        Apply(Settings with { BreakerScope = PolicyScope.Interface });
        Assert.Same(shared, Circuit);
        await FailAsync(1);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => _service.GetTaskAsync(1));
    }

    private void Apply(PolicySettings settings) => _runtime.Overrides = Overrides.Of<IService>(settings);

    private async Task FailAsync(int times)
    {
        _fails = true;
        await _service.FailAsync(Kind.TaskOfValue, times);
        _fails = false;
    }

    // With a probe under way, the fifth attempt.
    private async Task<Task<int>> HalfOpenAsync()
    {
        await FailAsync(4);
        _time.Advance(TimeSpan.FromSeconds(5));
        _answersLater = true;
        return _service.GetTaskAsync(1);
    }
}

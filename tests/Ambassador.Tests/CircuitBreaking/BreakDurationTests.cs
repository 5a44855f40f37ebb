using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.CircuitBreaking;

public sealed class BreakDurationTests : IDisposable
{
    private static readonly PolicySettings Settings = new() { BreakerConsecutiveFailures = 1, BreakerBreakSeconds = 5 };

    private readonly FakeTimeProvider _time = new();
    private readonly Queue<double> _draws = new();
    private readonly AmbassadorRuntime _runtime;
    private readonly IService _service;
    private bool _succeeds;

    public BreakDurationTests()
    {
        _runtime = new AmbassadorRuntime(_time, randomizer: () => _draws.Dequeue());
        _service = new ServiceAmbassador(new ScriptedService(_ => _succeeds ? Task.FromResult(1) : throw new IOException()), _runtime);
    }

    public void Dispose() => _runtime.Dispose();

    [Fact]
    public async Task Breaks_are_all_alike_and_nothing_is_drawn_unless_it_is_set_otherwise()
    {
        _runtime.Overrides = Overrides.Of<IService>(Settings);

        await BreakAsync(5, 5, 5, 5);
    }

    [Fact]
    public async Task A_break_doubles_with_each_failed_probe_up_to_the_maximum_and_starts_over_once_the_circuit_has_closed()
    {
        _runtime.Overrides = Overrides.Of<IService>(Settings with { BreakerMaxBreakSeconds = 60 });

        await BreakAsync(5, 10, 20, 40, 60, 60);
        await CloseAsync();
        await BreakAsync(5, 10);
    }

    [Fact]
    public async Task A_maximum_below_the_first_break_has_no_effect()
    {
        _runtime.Overrides = Overrides.Of<IService>(Settings with { BreakerMaxBreakSeconds = 1 });

        await BreakAsync(5, 5);
    }

    [Fact]
    public async Task A_long_outage_does_not_overflow()
    {
        _runtime.Overrides = Overrides.Of<IService>(Settings with { BreakerMaxBreakSeconds = 86_400 });

        await BreakAsync([5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 20_480, 40_960, 81_920, .. Enumerable.Repeat(86_400.0, 1_100)]);
    }

    [Fact]
    public async Task The_jitter_is_by_how_much_of_itself_a_break_is_longer_or_shorter_at_most()
    {
        foreach (var draw in (double[])[0, 0.5, 0.75, 0.5, 0.9375])
            _draws.Enqueue(draw);

        _runtime.Overrides = Overrides.Of<IService>(Settings with { BreakerMaxBreakSeconds = 30, BreakerBreakJitter = 0.2 });

        await BreakAsync(4, 10, 22, 30, 35.25);
        Assert.Empty(_draws);
    }

    [Fact]
    public async Task Closing_by_hand_starts_over_as_well()
    {
        _runtime.Overrides = Overrides.Of<IService>(Settings with { BreakerMaxBreakSeconds = 60 });

        await BreakAsync(5, 10);
        new AmbassadorCircuits<IService>(_runtime)[nameof(IService.GetTaskAsync)].Close();
        await BreakAsync(5, 10);
    }

    // Each fails one call, sees to it that the circuit refuses every other until the break is over, and waits that long.
    private async Task BreakAsync(params double[] seconds)
    {
        var circuit = new AmbassadorCircuits<IService>(_runtime);
        foreach (var expected in seconds)
        {
            await Assert.ThrowsAsync<IOException>(() => _service.GetTaskAsync(1));
            var opened = circuit[nameof(IService.GetTaskAsync)].History[^1];
            Assert.Equal((CircuitState.Open, TimeSpan.FromSeconds(expected)), (opened.To, opened.BreakDuration));

            _time.Advance(TimeSpan.FromSeconds(expected) - TimeSpan.FromMilliseconds(1));
            var broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => _service.GetTaskAsync(1));
            Assert.Equal(TimeSpan.FromMilliseconds(1), broken.RetryAfter);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    private async Task CloseAsync()
    {
        _succeeds = true;
        await _service.GetTaskAsync(1);
        _succeeds = false;
    }
}

using Ambassador.Tests.Services;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.Docs;

/// <summary>What docs/semantics.md says of the circuit beyond what its own tests show.</summary>
public class CircuitSemanticsTests
{
    private static readonly PolicySettings Settings = new()
    {
        Breaker = 1, BreakerMinimumThroughput = 3, BreakerSamplingSeconds = 10, BreakerBreakSeconds = 5,
    };

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory]
    [InlineData(9_900, true)]
    [InlineData(10_000, false)]
    public async Task A_slice_falls_out_as_a_whole_when_its_start_is_a_window_ago(int milliseconds, bool opens)
    {
        using var harness = new Harness(Settings, new ScriptedService(n => n <= 3 ? throw new IOException() : Task.FromResult(n)));
        await FailAsync(harness, 1);
        harness.Time.Advance(TimeSpan.FromMilliseconds(900));
        await FailAsync(harness, 1);
        harness.Time.Advance(TimeSpan.FromMilliseconds(milliseconds - 900));
        await FailAsync(harness, 1);

        if (opens)
            await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.GetTaskAsync(1));
        else
            await harness.Service.GetTaskAsync(1);
    }

    [Fact]
    public async Task A_circuit_that_closes_begins_with_an_empty_window()
    {
        using var harness = new Harness(
            Settings with { Breaker = 0.5 }, new ScriptedService(n => n is <= 3 or 5 ? throw new IOException() : Task.FromResult(n)));
        await FailAsync(harness, 3);
        harness.Time.Advance(TimeSpan.FromSeconds(5));

        await harness.Service.GetTaskAsync(1);
        await FailAsync(harness, 1);

        Assert.Equal(6, await harness.Service.GetTaskAsync(1));
    }

    [Fact]
    public async Task A_probe_that_ends_with_an_error_of_the_program_gives_its_permit_back()
    {
        using var harness = new Harness(Settings, new ScriptedService(n => n switch
        {
            <= 3 => throw new IOException(),
            4 => throw new ArgumentException("wrong"),
            _ => Task.FromResult(n),
        }));
        await FailAsync(harness, 3);
        harness.Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<ArgumentException>(() => harness.Service.GetTaskAsync(1));
        Assert.Equal(5, await harness.Service.GetTaskAsync(1));
    }

    [Fact]
    public async Task A_failure_that_began_before_the_circuit_opened_does_not_open_it_again()
    {
        var (early, probe) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        using var harness = new Harness(Settings, new ScriptedService(n => n switch
        {
            1 => early.Task,
            <= 4 => throw new IOException(),
            5 => probe.Task,
            _ => Task.FromResult(n),
        }));
        var first = harness.Service.GetTaskAsync(1);
        await FailAsync(harness, 3);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        var half = harness.Service.GetTaskAsync(1);

        early.SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => first);
        probe.SetResult(1);
        await half;

        Assert.Equal(6, await harness.Service.GetTaskAsync(1));
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_probe_that_never_answers_keeps_everybody_out(Kind kind)
    {
        using var harness = new Harness(
            new() { Breaker = 1, BreakerMinimumThroughput = 1, BreakerBreakSeconds = 5 },
            new ScriptedService(n => n == 1 ? throw new IOException() : new TaskCompletionSource<int>().Task));
        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        _ = harness.Service.CallAsync(kind);

        var broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(TimeSpan.FromSeconds(5), broken.RetryAfter);
        harness.Time.Advance(TimeSpan.FromHours(1));
        broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        Assert.Equal((TimeSpan.Zero, 2), (broken.RetryAfter, harness.Inner.Attempts));
    }

    private static async Task FailAsync(Harness harness, int times)
    {
        for (var i = 0; i < times; i++)
            await Assert.ThrowsAsync<IOException>(() => harness.Service.GetTaskAsync(1));
    }
}

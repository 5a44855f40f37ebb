using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class TimeAnalyzerTests
{
    private const string Method = "public interface IX { Task<int> GetAsync(int id, CancellationToken cancellationToken = default); }";

    private static readonly Rule s_sum = new("AMB0004", DiagnosticSeverity.Warning);
    private static readonly Rule s_attempt = new("AMB0005", DiagnosticSeverity.Error);

    [Fact]
    public Task The_defaults_of_a_well_known_library() => s_sum.FiresAsync(
        $"[Ambassador(Retry = 3, RetryDelayMs = 2_000, TimeoutMs = 10_000, [|TotalTimeoutMs = 30_000|])] {Method}",
        "IX.GetAsync(int, CancellationToken): up to 4 attempts of 10 s and 14 s of waiting take 54 s, and TotalTimeoutMs is 30 s: attempt 4 can never begin when those before it time out; "
        + "raise TotalTimeoutMs, or lower what the attempts and their waits take");

    [Theory]
    [InlineData("Retry = 3, RetryJitter = false, TimeoutMs = 2_000, [|TotalTimeoutMs = 8_000|]", "up to 4 attempts of 2 s and 1.4 s of waiting take 9.4 s, and TotalTimeoutMs is 8 s: attempt 4 has at most 600 ms left when those before it time out")]
    [InlineData("Retry = 3, RetryDelayMs = 0, TimeoutMs = 2_000, [|TotalTimeoutMs = 6_000|]", "up to 4 attempts of 2 s take 8 s, and TotalTimeoutMs is 6 s: attempt 4 can never begin when those before it time out")]
    [InlineData("Retry = 9, RetryDelayMs = 100, RetryBackoff = Polly.DelayBackoffType.Constant, RetryJitter = false, TimeoutMs = 400, [|TotalTimeoutMs = 1_500|]", "up to 10 attempts of 400 ms and 900 ms of waiting take 4.9 s, and TotalTimeoutMs is 1.5 s: attempt 4 can never begin when those before it time out")]
    [InlineData("Retry = 4, RetryDelayMs = 100, RetryBackoff = Polly.DelayBackoffType.Linear, RetryJitter = false, RetryMaxDelayMs = 200, TimeoutMs = 1_000, [|TotalTimeoutMs = 5_500|]", "up to 5 attempts of 1 s and 700 ms of waiting take 5.7 s, and TotalTimeoutMs is 5.5 s: attempt 5 has at most 800 ms left when those before it time out")]
    [InlineData("Retry = 1, RetryDelayMs = 1_000, TimeoutMs = 1_000, [|TotalTimeoutMs = 2_500|]", "up to 2 attempts of 1 s and 1 s of waiting take 3 s, and TotalTimeoutMs is 2.5 s: attempt 2 may not have its time when those before it time out")]
    [InlineData("Retry = 2, RetryDelayMs = 0, Hedge = 1, HedgeAfterMs = 500, Idempotent = true, TimeoutMs = 1_000, [|TotalTimeoutMs = 3_500|]", "up to 3 attempts of 1.5 s take 4.5 s, and TotalTimeoutMs is 3.5 s: attempt 3 has at most 500 ms left when those before it time out")]
    [InlineData("Retry = 10, RetryDelayMs = 1_000, RetryJitter = false, [|TotalTimeoutMs = 30_000|]", "the waits between up to 11 attempts take 181 s, and TotalTimeoutMs is 30 s: attempt 6 can never begin")]
    public Task It_says_what_the_time_is_not_enough_for(string settings, string message) => s_sum.FiresAsync(
        $"[Ambassador({settings})] {Method}", $"IX.GetAsync(int, CancellationToken): {message}; raise TotalTimeoutMs, or lower what the attempts and their waits take");

    [Theory]
    [InlineData("Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 10_000")]
    [InlineData("Retry = 3, RetryJitter = false, TimeoutMs = 2_000, TotalTimeoutMs = 9_400")]
    [InlineData("Retry = 3, RetryDelayMs = 2_000, TimeoutMs = 10_000")]
    [InlineData("Retry = 3, RetryDelayMs = 2_000, TotalTimeoutMs = 30_000")]
    [InlineData("Retry = 3, TotalTimeoutMs = 600")]
    [InlineData("TimeoutMs = 10_000, TotalTimeoutMs = 10_001")]
    [InlineData("Retry = 2, RetryDelayMs = 0, Hedge = 1, HedgeAfterMs = 500, TimeoutMs = 1_000, TotalTimeoutMs = 3_500")]
    public Task Enough_time_is_no_mistake(string settings) => s_sum.IsSilentAsync($"[Ambassador({settings})] {Method}");

    [Fact]
    public Task Waits_that_only_a_formula_without_jitter_makes_so_long() =>
        s_sum.IsSilentAsync($"[Ambassador(Retry = 5, RetryDelayMs = 1_000, TimeoutMs = 1_000, TotalTimeoutMs = 30_000)] {Method}");

    [Theory]
    [InlineData("Retry(3, NotOn = typeof(Polly.Timeout.TimeoutRejectedException))")]
    [InlineData("Retry(3), Retry(0, On = typeof(Polly.ExecutionRejectedException))")]
    public Task Attempts_that_time_out_are_not_retried(string retry) => s_sum.IsSilentAsync($"[Ambassador, {retry}, Timeout(10_000, 30_000)] {Method}");

    [Theory]
    [InlineData("[Ambassador, Retry(3), Timeout(2_000, [|7_000|])] public interface IX { Task AAsync(); }")]
    [InlineData("[Ambassador, Retry(3), Timeout(2_000, [|totalMs: 7_000|])] public interface IX { Task AAsync(); }")]
    [InlineData("[Ambassador(TimeoutMs = 2_000, TotalTimeoutMs = 7_000)] public interface IX { Task AAsync(); [Retry([|3|])] Task BAsync(); }")]
    [InlineData("[Ambassador] public interface IX { [Retry(3), Timeout(AttemptMs = 2_000, [|TotalMs = 7_000|])] IAsyncEnumerable<int> AAsync(); }")]
    [InlineData("public interface IY { [Ambassador([|Retry = 3|])] int A(); } [Ambassador(TotalTimeoutMs = 7_000, TimeoutMs = 2_000)] public interface IX : IY { }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX), Retry = 3, TimeoutMs = 2_000, [|TotalTimeoutMs = 7_000|])] public interface IX { Task AAsync(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX), TimeoutMs = 2_000)] [assembly: AmbassadorForMethod(typeof(IX), \"AAsync\", Retry = 3, [|TotalTimeoutMs = 7_000|])] public interface IX { Task AAsync(); Task BAsync(); }")]
    public Task Wherever_it_is_set(string source) => s_sum.FiresAsync(source);

    [Fact]
    public Task What_an_interface_sets_is_said_once() => s_sum.FiresAsync(
        "[Ambassador(Retry = 3, RetryJitter = false, TimeoutMs = 2_000, [|TotalTimeoutMs = 7_000|])] public interface IX { Task AAsync(); Task BAsync(); [Ambassador(Retry = 1)] Task CAsync(); }",
        "IX: up to 4 attempts of 2 s and 1.4 s of waiting take 9.4 s, and TotalTimeoutMs is 7 s: attempt 4 can never begin when those before it time out; raise TotalTimeoutMs, or lower what the attempts and their waits take");

    [Fact]
    public Task A_method_that_is_only_forwarded_has_no_attempts() => s_sum.IsSilentAsync(
        "[Ambassador(Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 3_000)] public interface IX { int Value { get; } ref int A(); }");

    [Theory]
    [InlineData("[|TimeoutMs = 5_000|], TotalTimeoutMs = 3_000", "5 s", "3 s")]
    [InlineData("[|TimeoutMs = 500|], TotalTimeoutMs = 500, Retry = 3", "500 ms", "500 ms")]
    public Task An_attempt_may_take_as_long_as_the_call(string settings, string attempt, string total) => s_attempt.FiresAsync(
        $"[Ambassador({settings})] {Method}",
        $"IX.GetAsync(int, CancellationToken): TimeoutMs is {attempt} and TotalTimeoutMs is {total}: no attempt can use up its own time, and nothing follows one that hangs; make TimeoutMs the smaller one");

    [Theory]
    [InlineData("[Ambassador, Timeout([|5_000|], 3_000)] public interface IX { Task AAsync(); }")]
    [InlineData("[Ambassador(TotalTimeoutMs = 3_000)] public interface IX { [Timeout([|5_000|])] Task AAsync(); Task BAsync(); }")]
    [InlineData("[Ambassador(TimeoutMs = 5_000)] public interface IX { [Timeout([|TotalMs = 3_000|])] int A(); Task BAsync(); }")]
    [InlineData("[Ambassador([|TimeoutMs = 5_000|])] public interface IY { IAsyncEnumerable<int> A(); } [Ambassador(TotalTimeoutMs = 3_000)] public interface IX : IY { }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX), [|TimeoutMs = 5_000|], TotalTimeoutMs = 3_000)] public interface IX { Task AAsync(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX), TotalTimeoutMs = 3_000)] [assembly: AmbassadorForMethod(typeof(IX), \"AAsync\", [|TimeoutMs = 3_000|])] public interface IX { Task AAsync(); }")]
    public Task Wherever_the_two_are_set(string source) => s_attempt.FiresAsync(source);

    [Theory]
    [InlineData("TimeoutMs = 2_999, TotalTimeoutMs = 3_000")]
    [InlineData("TimeoutMs = 5_000")]
    [InlineData("TotalTimeoutMs = 3_000")]
    [InlineData("TimeoutMs = 5_000, TotalTimeoutMs = 0")]
    public Task One_attempt_within_its_call(string settings) => s_attempt.IsSilentAsync($"[Ambassador({settings})] {Method}");

    [Fact]
    public Task An_attempt_that_is_as_long_as_its_call_is_one_mistake() =>
        s_sum.IsSilentAsync($"[Ambassador(Retry = 3, TimeoutMs = 5_000, TotalTimeoutMs = 3_000)] {Method}");
}

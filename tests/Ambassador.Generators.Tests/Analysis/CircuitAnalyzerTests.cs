using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class CircuitAnalyzerTests
{
    private const string Method = "public interface IX { Task<int> GetAsync(int id, CancellationToken cancellationToken = default); }";
    private const string Subject = "IX.GetAsync(int, CancellationToken)";

    private static readonly Rule s_throughput = new("AMB0013", DiagnosticSeverity.Warning);
    private static readonly Rule s_window = new("AMB0014", DiagnosticSeverity.Warning);
    private static readonly Rule s_slow = new("AMB0015", DiagnosticSeverity.Warning);
    private static readonly Rule s_retries = new("AMB0016", DiagnosticSeverity.Info);

    [Theory]
    [InlineData("Breaker = 0.5, [|RateLimit = 0.2|]", "10", "30 s", "7", "50 s")]
    [InlineData("Breaker = 0.5, RateLimit = 2, [|BreakerMinimumThroughput = 100|]", "100", "30 s", "62", "50 s")]
    [InlineData("Breaker = 0.5, RateLimit = 2, RateLimitBurst = 5, [|BreakerSamplingSeconds = 2|]", "10", "2 s", "9", "5 s")]
    [InlineData("BreakerSlowCallMs = 100, RateLimit = 0.1, Retry = 1, [|BreakerMinimumThroughput = 9|]", "9", "30 s", "8", "45 s")]
    [InlineData("Breaker = 0.5, [|RateLimit = 0.2|], TimeoutMs = 10_000", "10", "30 s", "9", "50 s")]
    [InlineData("Breaker = 0.5, [|RateLimit = 0.1|], Idempotent = true, Hedge = 1", "10", "30 s", "8", "50 s")]
    public Task A_rate_limit_keeps_the_circuit_shut(string settings, string minimum, string window, string most, string enough) => s_throughput.FiresAsync(
        $"[Ambassador({settings})] {Method}",
        $"{Subject}: the circuit looks at its ratio once there are {minimum} attempts within {window}, and the rate limit allows {most} at most: it can never open; "
        + $"lower BreakerMinimumThroughput to that, or raise BreakerSamplingSeconds to {enough}");

    [Theory]
    [InlineData("Breaker = 0.5, RateLimit = 0.3")]
    [InlineData("Breaker = 0.5, RateLimit = 0.2, RateLimitBurst = 4")]
    [InlineData("Breaker = 0.5, RateLimit = 0.2, Retry = 1")]
    [InlineData("Breaker = 0.5, RateLimit = 0.2, TimeoutMs = 15_000")]
    [InlineData("Breaker = 0.5, RateLimit = 0.2, BreakerConsecutiveFailures = 3")]
    [InlineData("Breaker = 0.5, RateLimit = 0.2, BreakerScope = PolicyScope.Interface")]
    [InlineData("Breaker = 0.5, RateLimit = 0.2, BreakerGroup = \"stock\"")]
    [InlineData("Breaker = 0.5, RateLimit = 0.001, BreakerMinimumThroughput = 1")]
    [InlineData("Breaker = 0.5, Bulkhead = 1, TimeoutMs = 10_000")]
    [InlineData("BreakerConsecutiveFailures = 10, RateLimit = 0.001")]
    [InlineData("RateLimit = 0.001")]
    public Task A_circuit_that_may_open(string settings) => s_throughput.IsSilentAsync($"[Ambassador({settings})] {Method}");

    [Theory]
    [InlineData("[Ambassador, CircuitBreaker(0.5), RateLimit([|0.2|])] public interface IX { Task AAsync(); }")]
    [InlineData("[Ambassador, RateLimit(0.2)] public interface IX { Task AAsync(); [CircuitBreaker([|0.5|])] IAsyncEnumerable<int> BAsync(); }")]
    [InlineData("[Ambassador, CircuitBreaker(0.5)] public interface IX { int A(); [RateLimit([|0.2|])] int B(); }")]
    [InlineData("[Ambassador, CircuitBreaker(0.5), RateLimit([|0.2|], Scope = PolicyScope.Interface)] public interface IX { int A(); int B(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX), Breaker = 0.5, [|RateLimit = 0.2|])] public interface IX { int A(); int B(); }")]
    public Task Wherever_circuit_and_limit_are_set(string source) => s_throughput.FiresAsync(source);

    [Theory]
    [InlineData("[Ambassador, CircuitBreaker(0.5), RateLimit(0.2, PartitionBy = \"id\")] public interface IX { int A(int id); }")]
    [InlineData("[Ambassador, CircuitBreaker(0.5), RateLimit(20, Scope = PolicyScope.Interface)] public interface IX { [RateLimit(0.2)] int A(int id); }")]
    [InlineData("[Ambassador, CircuitBreaker(0.5), RateLimit(0.2), Retry(1, On = typeof(TimeoutException))] public interface IX { int A(int id); }")]
    public Task A_limit_that_lets_more_pass(string source) => s_throughput.IsSilentAsync(source);

    [Theory]
    [InlineData("Breaker = 0.5, [|BreakerSamplingSeconds = 5|], TimeoutMs = 10_000", "5 s", "10 s", "10", "20 s")]
    [InlineData("Breaker = 0.5, [|TimeoutMs = 15_001|]", "30 s", "15.001 s", "10", "30.002 s")]
    [InlineData("Breaker = 0.5, [|BreakerSamplingSeconds = 1|], BreakerMinimumThroughput = 2, TimeoutMs = 1_000", "1 s", "1 s", "2", "2 s")]
    [InlineData("Breaker = 0.5, [|BreakerSamplingSeconds = 1.5|], BreakerMinimumThroughput = 3, TimeoutMs = 1_000", "1.5 s", "1 s", "3", "2 s")]
    [InlineData("Breaker = 0.5, BreakerScope = PolicyScope.Interface, [|BreakerSamplingSeconds = 1|], TimeoutMs = 1_000", "1 s", "1 s", "10", "2 s")]
    public Task A_window_shorter_than_two_attempts(string settings, string window, string timeout, string minimum, string enough) => s_window.FiresAsync(
        $"[Ambassador({settings})] {Method}",
        $"{Subject}: BreakerSamplingSeconds is {window} and TimeoutMs is {timeout}: attempts that time out one after the other have left the window before there are {minimum}; "
        + $"make BreakerSamplingSeconds at least {enough}");

    [Theory]
    [InlineData("Breaker = 0.5, TimeoutMs = 15_000")]
    [InlineData("Breaker = 0.5, BreakerSamplingSeconds = 0.5")]
    [InlineData("Breaker = 0.5, BreakerSamplingSeconds = 0.5, TimeoutMs = 250")]
    [InlineData("BreakerSamplingSeconds = 5, TimeoutMs = 10_000")]
    [InlineData("Breaker = 0.5, BreakerSamplingSeconds = 5, TimeoutMs = 10_000, BreakerMinimumThroughput = 1")]
    [InlineData("Breaker = 0.5, BreakerSamplingSeconds = 1.5, TimeoutMs = 1_000, BreakerMinimumThroughput = 2")]
    [InlineData("Breaker = 0.5, BreakerSamplingSeconds = 5, TimeoutMs = 10_000, BreakerConsecutiveFailures = 3")]
    [InlineData("Breaker = 0.5, BreakerSamplingSeconds = 5, TimeoutMs = 10_000, BreakerGroup = \"stock\"")]
    [InlineData("BreakerSlowCallMs = 100, BreakerSamplingSeconds = 5, TimeoutMs = 10_000")]
    public Task A_window_that_is_long_enough(string settings) => s_window.IsSilentAsync($"[Ambassador({settings})] {Method}");

    [Theory]
    [InlineData("[Ambassador, CircuitBreaker(0.5, [|SamplingSeconds = 5|]), Timeout(10_000)] public interface IX { int A(); int B(); }")]
    [InlineData("[Ambassador, CircuitBreaker(0.5, SamplingSeconds = 5)] public interface IX { int A(); [Timeout([|10_000|])] int B(); }")]
    [InlineData("[Ambassador(TimeoutMs = 10_000)] public interface IX { int A(); [CircuitBreaker(FailureRatio = 0.5, [|SamplingSeconds = 5|])] IAsyncEnumerable<int> BAsync(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX), Breaker = 0.5, [|TimeoutMs = 20_000|])] public interface IX { int A(); }")]
    public Task Wherever_window_and_timeout_are_set(string source) => s_window.FiresAsync(source);

    [Fact]
    public Task A_shared_window_that_another_method_may_set() => s_window.IsSilentAsync(
        "[Ambassador(Breaker = 0.5, BreakerScope = PolicyScope.Interface, TimeoutMs = 10_000)] public interface IX { int A(); [CircuitBreaker(0.5, SamplingSeconds = 5)] int B(); }");

    [Theory]
    [InlineData("[|BreakerSlowCallMs = 2_000|], TimeoutMs = 1_000", "2 s and TimeoutMs is 1 s: every attempt is over before it is slow; make BreakerSlowCallMs less than 1 s")]
    [InlineData("Breaker = 0.5, TimeoutMs = 1_000, [|BreakerSlowCallMs = 1_000|]", "1 s and TimeoutMs is 1 s: only an attempt that times out is as slow as that, and it is a failure already; make BreakerSlowCallMs less than 1 s")]
    [InlineData("[|BreakerSlowCallMs = 2_000|], TimeoutMs = 1_000, TotalTimeoutMs = 5_000", "2 s and TimeoutMs is 1 s: every attempt is over before it is slow; make BreakerSlowCallMs less than 1 s")]
    [InlineData("[|BreakerSlowCallMs = 2_000|], TotalTimeoutMs = 500", "2 s and TotalTimeoutMs is 500 ms: every attempt is over before it is slow; make BreakerSlowCallMs less than 500 ms")]
    public Task No_attempt_is_slow(string settings, string message) =>
        s_slow.FiresAsync($"[Ambassador({settings})] {Method}", $"{Subject}: BreakerSlowCallMs is {message}");

    [Theory]
    [InlineData("[Ambassador, CircuitBreaker([|SlowCallMs = 2_000|]), Timeout(1_000)] public interface IX { Task AAsync(); ValueTask BAsync(); }")]
    [InlineData("[Ambassador, CircuitBreaker(SlowCallMs = 2_000)] public interface IX { Task AAsync(); [Timeout([|1_000|])] IAsyncEnumerable<int> BAsync(); }")]
    [InlineData("[Ambassador, Timeout(1_000)] public interface IX { Task AAsync(); [Ambassador([|BreakerSlowCallMs = 2_000|], BreakerGroup = \"stock\")] Task BAsync(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX), [|BreakerSlowCallMs = 2_000|], TimeoutMs = 1_000)] public interface IX { Task AAsync(); }")]
    public Task Wherever_slowness_and_timeout_are_set(string source) => s_slow.FiresAsync(source);

    [Theory]
    [InlineData("BreakerSlowCallMs = 999, TimeoutMs = 1_000")]
    [InlineData("BreakerSlowCallMs = 2_000")]
    [InlineData("BreakerSlowCallMs = 2_000, TotalTimeoutMs = 2_001")]
    [InlineData("TimeoutMs = 1_000, Breaker = 0.5")]
    public Task An_attempt_may_be_slow(string settings) => s_slow.IsSilentAsync($"[Ambassador({settings})] {Method}");

    [Fact]
    public Task A_blocking_attempt_may_last_longer_than_its_timeout() =>
        s_slow.IsSilentAsync("[Ambassador(BreakerSlowCallMs = 2_000, TimeoutMs = 1_000)] public interface IX { int A(); void B(); }");

    [Fact]
    public Task Retries_that_end_before_the_break_does() => s_retries.FiresAsync(
        $"[Ambassador(Breaker = 0.5), Retry(3, [|On = typeof(Polly.CircuitBreaker.BrokenCircuitException)|])] {Method}",
        $"{Subject}: retries of BrokenCircuitException wait 1.4 s in all, and the circuit stays open for 5 s: every one is doomed, and of what the method's own circuit refuses none is made; leave them out, or let a [Fallback] answer");

    [Theory]
    [InlineData("[Ambassador, CircuitBreaker(ConsecutiveFailures = 3), Retry(2, [|On = typeof(Polly.CircuitBreaker.BrokenCircuitException)|], DelayMs = 1_000)] public interface IX { int A(); int B(); }")]
    [InlineData("[Ambassador, CircuitBreaker(0.5, BreakSeconds = 0.5)] public interface IX { int A(); [Retry(1, [|On = typeof(Polly.CircuitBreaker.BrokenCircuitException)|])] int B(); }")]
    [InlineData("[Ambassador, CircuitBreaker(0.5, Scope = PolicyScope.Interface), Retry(1, [|On = typeof(Polly.CircuitBreaker.BrokenCircuitException)|])] public interface IX { int A(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX), Breaker = 0.5)] [Retry(1, [|On = typeof(Polly.CircuitBreaker.BrokenCircuitException)|])] public interface IX { int A(); }")]
    public Task Wherever_circuit_and_retries_are_set(string source) => s_retries.FiresAsync(source);

    [Theory]
    [InlineData("Retry(3)")]
    [InlineData("Retry(3, NotOn = typeof(Polly.CircuitBreaker.BrokenCircuitException))")]
    [InlineData("Retry(3, On = typeof(TimeoutException))")]
    [InlineData("Retry(5, On = typeof(Polly.CircuitBreaker.BrokenCircuitException), DelayMs = 1_000)")]
    public Task Open_circuits_are_not_retried_or_are_waited_for(string retry) => s_retries.IsSilentAsync($"[Ambassador(Breaker = 0.5), {retry}] {Method}");

    [Theory]
    [InlineData("Ambassador")]
    [InlineData("Ambassador(Breaker = 0.5, BreakerPerTarget = true)")]
    [InlineData("Ambassador(Breaker = 0.5, BreakerGroup = \"stock\")")]
    public Task Circuits_that_are_others(string circuit) =>
        s_retries.IsSilentAsync($"[{circuit}, Retry(1, On = typeof(Polly.CircuitBreaker.BrokenCircuitException))] {Method}");
}

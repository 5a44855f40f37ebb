using System.Text.RegularExpressions;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class PlanTests
{
    [Theory]
    [InlineData("", "passed on as it is")]
    [InlineData("Retry = 1", "up to 2 attempts; the first retry after about 200 ms")]
    [InlineData("Retry = 1, RetryDelayMs = 0", "up to 2 attempts; retries at once")]
    [InlineData("Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 7_500", "up to 4 attempts, each at most 2 s, worst case 7.5 s; the first retry after about 200 ms; 7.5 s in all")]
    [InlineData("Retry = 3, TimeoutMs = 2_000", "up to 4 attempts, each at most 2 s, worst case 9.4 s; the first retry after about 200 ms")]
    [InlineData("Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 10_000", "up to 4 attempts, each at most 2 s, worst case 9.4 s; the first retry after about 200 ms; 10 s in all")]
    [InlineData("Retry = 4, RetryDelayMs = 100, RetryMaxDelayMs = 250, RetryBackoff = Polly.DelayBackoffType.Linear, TimeoutMs = 50", "up to 5 attempts, each at most 50 ms, worst case 1.05 s; the first retry after about 100 ms")]
    [InlineData("Retry = 1, TotalTimeoutMs = 500", "up to 2 attempts, worst case 500 ms; the first retry after about 200 ms; 500 ms in all")]
    [InlineData("TimeoutMs = 50", "one attempt of at most 50 ms")]
    [InlineData("TotalTimeoutMs = 2_000, PropagateDeadline = false", "2 s in all; calls inside may take longer")]
    [InlineData("CacheSeconds = 0.25, CacheMaxEntries = 5", "results kept for 250 ms, 5 at most")]
    [InlineData("Breaker = 0.125, BreakerMinimumThroughput = 2, BreakerSamplingSeconds = 1, BreakerBreakSeconds = 0.5", "the circuit opens at 12.5 % failures of at least 2 in 1 s, for 500 ms")]
    [InlineData("Breaker = 0.5, BreakerSlowCallMs = 1_500, BreakerSlowRatio = 0.8, BreakerMaxBreakSeconds = 60", "the circuit opens at 50 % failures or 80 % slower than 1.5 s of at least 10 in 30 s, for 5 s growing to 60 s")]
    [InlineData("BreakerConsecutiveFailures = 5, BreakerScope = Ambassador.PolicyScope.Interface", "the circuit of the interface opens at 5 failures in a row, for 5 s")]
    [InlineData("Breaker = 1, BreakerConsecutiveFailures = 1, BreakerGroup = \"stock\", BreakerProbes = 2, BreakerRequiredSuccesses = 6", "the circuit of the group \"stock\" opens at 100 % failures of at least 10 in 30 s or at 1 failure in a row, for 5 s, and closes after 6 successful probes, 2 at a time")]
    [InlineData("BreakerSlowCallMs = 250, BreakerRequiredSuccesses = 1, BreakerProbes = 3", "the circuit opens at 100 % slower than 250 ms of at least 10 in 30 s, for 5 s, and closes after 1 successful probe, 3 at a time")]
    [InlineData("RateLimit = 2.5", "at most 2.5 calls a second")]
    [InlineData("RateLimit = 10, RateLimitBurst = 20, RateLimitQueue = 5", "at most 10 calls a second, 20 at once, 5 waiting")]
    [InlineData("Bulkhead = 10", "at most 10 calls at a time")]
    [InlineData("Bulkhead = 10, BulkheadQueue = 5", "at most 10 calls at a time, 5 waiting")]
    [InlineData("AdaptiveConcurrency = true, AdaptiveConcurrencyMax = 50", "as many calls at a time as latency allows, 3 to 50")]
    [InlineData("Pipeline = \"shop\"", "through the pipeline 'shop'")]
    public void The_plan_in_words(string settings, string plan)
    {
        var file = Compile.Generate(Compile.Sources($"[Ambassador.Ambassador({settings})] public interface IX {{ int Get(); }}"))["XAmbassador.g.cs"];

        Assert.Contains($"/// <para>Get: {plan}.</para>\n", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "passed on as it is")]
    [InlineData("CacheSeconds = 5", "passed on as it is")]
    [InlineData("Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 7_500", "opening: up to 4 attempts, worst case 7.5 s; the first retry after about 200 ms; at most 2 s for each item; 7.5 s of waiting in all")]
    [InlineData("Retry = 1, RetryDelayMs = 0", "opening: up to 2 attempts; retries at once")]
    [InlineData("TimeoutMs = 50", "at most 50 ms for each item")]
    public void The_plan_of_a_stream(string settings, string plan) => Assert.Contains(
        $": {plan}.</para>\n",
        Compile.Generate(Compile.Sources(
            $"[Ambassador.Ambassador({settings})] public interface IX {{ System.Collections.Generic.IAsyncEnumerable<int> Get(); }}"))["XAmbassador.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void A_name_cannot_break_out_of_the_comment_it_stands_in()
    {
        var file = Compile.Generate(Compile.Sources(
            """[Ambassador.Ambassador(BreakerConsecutiveFailures = 2, BreakerGroup = "<b>\n#error \u2028 & co")] public interface IX { int Get(); }"""))["XAmbassador.g.cs"];

        Assert.Contains("""<para>Get: the circuit of the group "&lt;b&gt;\n#error \u2028 &amp; co" opens at 2 failures in a row, for 5 s.</para>""", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Retry(3)", "up to 4 attempts, each at most 1 s, worst case 5.4 s; the first retry after about 200 ms")]
    [InlineData("Retry(1), Retry(3, On = typeof(System.TimeoutException))", "up to 4 attempts, each at most 1 s, worst case 5.4 s; the first retry after about 200 ms")]
    [InlineData("Retry(3, On = typeof(System.TimeoutException))", "up to 4 attempts, each at most 1 s, worst case 5.4 s; the first retry after about 200 ms")]
    [InlineData("Retry(3, NotOn = typeof(System.TimeoutException))", "up to 4 attempts, each at most 1 s, worst case 5.4 s; the first retry after about 200 ms")]
    [InlineData("Retry(3, On = typeof(System.TimeoutException), DelayMs = 5_000)", "up to 4 attempts, each at most 1 s")]
    [InlineData("Retry(1), Retry(3, On = typeof(System.TimeoutException), DelayMs = 5_000)", "up to 4 attempts, each at most 1 s; the first retry after about 200 ms")]
    public void Retries_by_type_of_exception(string retry, string plan) => Assert.Contains(
        $": {plan}.</para>\n",
        Compile.Generate(Compile.Sources($"using Ambassador; [Ambassador, Timeout(1_000), {retry}] public interface IX {{ int Get(); }}"))["XAmbassador.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void What_a_method_says_of_exceptions_wins() => Assert.Contains(
        ": up to 3 attempts, each at most 1 s, worst case 3.6 s; the first retry after about 200 ms.</para>\n",
        Compile.Generate(Compile.Sources(
            "using Ambassador; [Ambassador, Timeout(1_000), Retry(5, On = typeof(System.TimeoutException))] public interface IX { [Retry(2, On = typeof(System.TimeoutException))] int Get(); }"))["XAmbassador.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void Attempts_side_by_side_last_until_the_last_of_them() => Assert.Contains(
        ": up to 2 attempts, each at most 1 s, worst case 3 s; retries at once; up to 2 others beside each that takes 250 ms.</para>\n",
        Compile.Generate(Compile.Sources(
            "using Ambassador; using System.Threading.Tasks; [Ambassador(Retry = 1, RetryDelayMs = 0), Timeout(1_000), Idempotent, Hedge(250, 2)] public interface IX { Task GetAsync(); }"))["XAmbassador.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void A_method_without_a_result_keeps_none() => Assert.Contains(
        "<para>Get: passed on as it is.</para>",
        Compile.Generate(Compile.Sources("[Ambassador.Ambassador(CacheSeconds = 5)] public interface IX { void Get(); }"))["XAmbassador.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void Methods_with_one_plan_share_its_words()
    {
        const string Source = "[Ambassador.Ambassador(TimeoutMs = 50)] public interface IX { int A(); [Ambassador.Ambassador(TimeoutMs = 0)] int B(); int C(); int C(int id); }";
        var file = Compile.Generate(Compile.Sources(Source))["XAmbassador.g.cs"];

        Assert.Contains("/// <para>A, C: one attempt of at most 50 ms.</para>\n/// <para>B: passed on as it is.</para>\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_written_as_the_attribute_says_it()
    {
        const string Settings = "Retry = 1, RetryDelayMs = 2, TimeoutMs = 3, TotalTimeoutMs = 4, CacheSeconds = 0.1, CacheMaxEntries = 6, Breaker = 0.7, "
            + "BreakerMinimumThroughput = 8, BreakerSamplingSeconds = 9.5, BreakerBreakSeconds = 10.25";
        var file = Compile.Generate(Compile.Sources($"[Ambassador.Ambassador({Settings})] public interface IX {{ int Get(); }}"))["XAmbassador.g.cs"];

        Assert.Contains($"new global::Ambassador.PolicySettings {{ {Regex.Replace(Settings, @"(\d\.\d+)", "$1D")} }}", file, StringComparison.Ordinal);
    }
}

using System.Text.RegularExpressions;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class PlanTests
{
    [Theory]
    [InlineData("", "passed on as it is")]
    [InlineData("Retry = 1", "up to 2 attempts; the first retry after about 200 ms")]
    [InlineData("Retry = 1, RetryDelayMs = 0", "up to 2 attempts; retries at once")]
    [InlineData("Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 7_500", "up to 4 attempts, each at most 2 s; the first retry after about 200 ms; 7.5 s in all")]
    [InlineData("TimeoutMs = 50", "one attempt of at most 50 ms")]
    [InlineData("CacheSeconds = 0.25, CacheMaxEntries = 5", "results kept for 250 ms, 5 at most")]
    [InlineData("Breaker = 0.125, BreakerMinimumThroughput = 2, BreakerSamplingSeconds = 1, BreakerBreakSeconds = 0.5", "the circuit opens at 12.5 % failures of at least 2 in 1 s, for 500 ms")]
    public void The_plan_in_words(string settings, string plan)
    {
        var file = Compile.Generate(Compile.Sources($"[Ambassador.Ambassador({settings})] public interface IX {{ int Get(); }}"))["XAmbassador.g.cs"];

        Assert.Contains($"/// <para>Get: {plan}.</para>\n", file, StringComparison.Ordinal);
    }

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

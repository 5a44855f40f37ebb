using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Analysis;

/// <summary>The package invalidParameters of MicroProfile Fault Tolerance's test kit, by behaviour: what stops a deployment there stops the build here.</summary>
public class MicroProfileDefinitionTests
{
    [Theory]
    [InlineData("Bulkhead(-1)", "-1")]
    [InlineData("Bulkhead(1, Queue = -1)", "Queue = -1")]
    [InlineData("CircuitBreaker(BreakSeconds = -1)", "BreakSeconds = -1")]
    [InlineData("CircuitBreaker(-1)", "-1")]
    [InlineData("CircuitBreaker(1.5)", "1.5")]
    [InlineData("CircuitBreaker(MinimumThroughput = 0)", "MinimumThroughput = 0")]
    [InlineData("CircuitBreaker(MinimumThroughput = -1)", "MinimumThroughput = -1")]
    [InlineData("CircuitBreaker(RequiredSuccesses = 0)", "RequiredSuccesses = 0")]
    [InlineData("CircuitBreaker(RequiredSuccesses = -1)", "RequiredSuccesses = -1")]
    [InlineData("Retry(-2)", "-2")]
    [InlineData("Retry(3, DelayMs = -2)", "DelayMs = -2")]
    [InlineData("Timeout(-1)", "-1")]
    public async Task A_value_that_can_mean_nothing_is_a_build_error(string attribute, string wrong)
    {
        var source = $"using Ambassador; [Ambassador] public interface ICatalog {{ [{attribute}] int Get(); }}";

        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(source), "AMB0001"));

        Assert.Equal("AMB0001", diagnostic.Id);
        Assert.Equal(wrong, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }
}

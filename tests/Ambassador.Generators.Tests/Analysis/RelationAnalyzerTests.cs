using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class RelationAnalyzerTests
{
    private static readonly Rule s_rule = new("AMB0001", DiagnosticSeverity.Error);

    [Theory]
    [InlineData("Ambassador(RetryDelayMs = 5_000, [|RetryMaxDelayMs = 1_000|])", "RetryDelayMs = 5000 exceeds RetryMaxDelayMs = 1000")]
    [InlineData("Ambassador([|RetryMaxDelayMs = 100|])", "RetryDelayMs = 200 (the default) exceeds RetryMaxDelayMs = 100")]
    [InlineData("Ambassador, Retry(3, [|DelayMs = 60_000|])", "RetryDelayMs = 60000 exceeds RetryMaxDelayMs = 30000 (the default)")]
    [InlineData("Ambassador([|RetryMaxDelayMs = 2 * Limits.Second - 1|]), Retry(3, DelayMs = 3 * Limits.Second)", "RetryDelayMs = 3000 exceeds RetryMaxDelayMs = 1999")]
    [InlineData("Ambassador([|BreakerMaxBreakSeconds = 4.5|])", "BreakerBreakSeconds = 5 (the default) exceeds BreakerMaxBreakSeconds = 4.5")]
    [InlineData("Ambassador, CircuitBreaker(0.5, BreakSeconds = 20, [|MaxBreakSeconds = 10|])", "BreakerBreakSeconds = 20 exceeds BreakerMaxBreakSeconds = 10")]
    [InlineData("Ambassador(AdaptiveConcurrencyMin = 9, [|AdaptiveConcurrencyMax = 8|], AdaptiveConcurrencyInitial = 20)", "AdaptiveConcurrencyMin = 9 exceeds AdaptiveConcurrencyMax = 8")]
    [InlineData("Ambassador, AdaptiveConcurrency([|Max = 2|])", "AdaptiveConcurrencyMin = 3 (the default) exceeds AdaptiveConcurrencyMax = 2")]
    [InlineData("Ambassador, AdaptiveConcurrency([|Initial = 2|])", "AdaptiveConcurrencyMin = 3 (the default) exceeds AdaptiveConcurrencyInitial = 2")]
    [InlineData("Ambassador, AdaptiveConcurrency(Initial = 50, [|Max = 40|])", "AdaptiveConcurrencyInitial = 50 exceeds AdaptiveConcurrencyMax = 40")]
    [InlineData("Ambassador, Balance(BalancingAlgorithm.RingHash, MinRingSize = 4_096, [|MaxRingSize = 1_024|])", "BalanceMinRingSize = 4096 exceeds BalanceMaxRingSize = 1024")]
    [InlineData("Ambassador, Balance(BalancingAlgorithm.RingHash, [|MaxRingSize = 512|])", "BalanceMinRingSize = 1024 (the default) exceeds BalanceMaxRingSize = 512")]
    [InlineData("Ambassador, Eject(BaseSeconds = 60, [|MaxSeconds = 50.5|])", "EjectBaseSeconds = 60 exceeds EjectMaxSeconds = 50.5")]
    [InlineData("Ambassador, Pool([|4|], Min = 5)", "PoolMin = 5 exceeds Pool = 4")]
    [InlineData("Ambassador, Pool([|Min = 11|])", "PoolMin = 11 exceeds Pool = 10")]
    public async Task A_setting_above_the_one_that_bounds_it(string attributes, string contradiction) => await s_rule.FiresAsync(
        $"[{attributes}] public interface ICatalog {{ Task<int> GetAsync(); }} public static class Limits {{ public const int Second = 1_000; }}",
        $"{(attributes.Contains("Balance(", StringComparison.Ordinal) || attributes.Contains("Pool", StringComparison.Ordinal) || attributes.Contains("Eject", StringComparison.Ordinal) ? "ICatalog" : "ICatalog.GetAsync()")}: {contradiction}; lower the one or raise the other");

    [Theory]
    [InlineData("Ambassador(RetryDelayMs = 1_000, RetryMaxDelayMs = 1_000)")]
    [InlineData("Ambassador(RetryDelayMs = 0, RetryMaxDelayMs = 0)")]
    [InlineData("Ambassador(BreakerBreakSeconds = 60, BreakerMaxBreakSeconds = 0)")]
    [InlineData("Ambassador(BreakerBreakSeconds = 60)")]
    [InlineData("Ambassador(AdaptiveConcurrencyMax = 10)")]
    [InlineData("Ambassador(AdaptiveConcurrencyMin = 100)")]
    [InlineData("Ambassador(AdaptiveConcurrencyMin = 5, AdaptiveConcurrencyInitial = 5, AdaptiveConcurrencyMax = 5)")]
    [InlineData("Ambassador, Eject(BaseSeconds = 600)")]
    [InlineData("Ambassador, Balance(MinRingSize = 4_096)")]
    [InlineData("Ambassador, Pool(5, Min = 5)")]
    [InlineData("Ambassador, Pool(0, Min = 10)")]
    public async Task What_follows_the_other_or_is_off_contradicts_nothing(string attributes) =>
        await s_rule.IsSilentAsync($"[{attributes}] public interface ICatalog {{ Task<int> GetAsync(); }}");

    [Fact]
    public async Task The_two_may_be_set_in_different_places() => await s_rule.FiresAsync(
        """
        [Ambassador(Retry = 3, RetryDelayMs = 500, RetryMaxDelayMs = 2_000)]
        public interface ICatalog : IBase
        {
            [Retry(3, [|DelayMs = 2_500|])] Task<int> SlowAsync();
            [Ambassador([|RetryMaxDelayMs = 400|])] Task<int> QuickAsync();
            [Retry(3, DelayMs = 2_500, MaxDelayMs = 5_000)] Task<int> PatientAsync();
        }

        public interface IBase
        {
            [Ambassador(RetryDelayMs = 30)] Task<int> NearAsync();
            [Ambassador([|RetryDelayMs = 3_000|])] Task<int> FarAsync();
        }
        """,
        "ICatalog.SlowAsync(): RetryDelayMs = 2500 exceeds RetryMaxDelayMs = 2000; lower the one or raise the other",
        "ICatalog.QuickAsync(): RetryDelayMs = 500 exceeds RetryMaxDelayMs = 400; lower the one or raise the other",
        "IBase.FarAsync(): RetryDelayMs = 3000 exceeds RetryMaxDelayMs = 2000; lower the one or raise the other");

    [Fact]
    public async Task What_the_interface_says_is_said_once() => await s_rule.FiresAsync(
        "[Ambassador([|RetryMaxDelayMs = 100|])] public interface ICatalog { Task<int> GetAsync(); Task SetAsync(); [Ambassador(RetryDelayMs = 50)] Task WaitAsync(); }",
        "ICatalog: RetryDelayMs = 200 (the default) exceeds RetryMaxDelayMs = 100; lower the one or raise the other");

    [Fact]
    public async Task The_assembly_may_say_it() => await s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(ICatalog), RetryMaxDelayMs = 1_000, BreakerBreakSeconds = 10)]
        [assembly: AmbassadorForMethod(typeof(ICatalog), "GetAsync", [|RetryDelayMs = 1_001|], [|BreakerMaxBreakSeconds = 9|])]
        public interface ICatalog { Task<int> GetAsync(); Task SetAsync(); }
        """,
        "ICatalog.GetAsync(): RetryDelayMs = 1001 exceeds RetryMaxDelayMs = 1000; lower the one or raise the other",
        "ICatalog.GetAsync(): BreakerBreakSeconds = 10 exceeds BreakerMaxBreakSeconds = 9; lower the one or raise the other");

    [Fact]
    public async Task So_may_a_type_of_exceptions() => await s_rule.FiresAsync(
        """
        [Ambassador(RetryMaxDelayMs = 1_000)]
        public interface ICatalog
        {
            [Retry(3), Retry(5, [|DelayMs = 2_000|], On = typeof(TimeoutException))] Task<int> GetAsync();
            [Retry(3), Retry(5, DelayMs = 2_000, MaxDelayMs = 3_000, On = typeof(TimeoutException))] Task<int> FindAsync();
        }
        """,
        "ICatalog.GetAsync(): RetryDelayMs = 2000 exceeds RetryMaxDelayMs = 1000; lower the one or raise the other");

    [Theory]
    [InlineData("[|LoadFactor = 0.5|]", "LoadFactor = 0.5 is outside its range; it must be 0 or a number from 1 to 100")]
    [InlineData("[|Subset = \"version\"|]", "Subset = \"version\" is outside its range; it must be labels as in 'version=v2,stage=prod'")]
    [InlineData("[|Split = \"=v2\"|]", "Split = \"=v2\" is outside its range; it must be labels as in 'version=v2,stage=prod'")]
    [InlineData("Mirror = 1, [|MirrorTo = \"role=a,role=b\"|]", "MirrorTo = \"role=a,role=b\" is outside its range; it must be labels as in 'version=v2,stage=prod'")]
    public async Task What_the_runtime_refuses_of_targets(string argument, string message) => await s_rule.FiresAsync(
        $"[Ambassador, Balance(BalancingAlgorithm.RoundRobin, {argument})] public interface ICatalog {{ Task<int> GetAsync(); }}", $"ICatalog: {message}");

    [Theory]
    [InlineData("LoadFactor = 1")]
    [InlineData("LoadFactor = 0")]
    [InlineData("Subset = \"\"")]
    [InlineData("Subset = null")]
    [InlineData("Subset = \"version = v2 , stage=, \"")]
    public async Task What_it_does_not_refuse(string argument) =>
        await s_rule.IsSilentAsync($"[Ambassador, Balance(BalancingAlgorithm.Maglev, {argument})] public interface ICatalog {{ Task<int> GetAsync(); }}");

    [Theory]
    [InlineData("Ambassador([|Retry = -(1 + 1)|])", "Retry = -2")]
    [InlineData("Ambassador([|Retry = nameof(ICatalog) == \"ICatalog\" ? -8 : 0|])", "Retry = -8")]
    [InlineData("Ambassador([|Breaker = 0.0 / 0.0|])", "Breaker = NaN")]
    [InlineData("Ambassador([|Breaker = double.NegativeInfinity|])", "Breaker = -Infinity")]
    [InlineData("Ambassador, Retry([|count: unchecked(int.MaxValue + 1)|])", "Count = -2147483648")]
    public async Task However_a_value_is_written(string attributes, string value)
    {
        var expected = value.StartsWith("Breaker", StringComparison.Ordinal) ? "a number from 0 to 1" : "a whole number from 0 to 1000";
        await s_rule.FiresAsync($"[{attributes}] public interface ICatalog {{ Task<int> GetAsync(); }}", $"ICatalog: {value} is outside its range; it must be {expected}");
    }
}

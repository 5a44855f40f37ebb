using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class ConflictAnalyzerTests
{
    private static readonly Rule s_rule = new("AMB0026", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Ambassador([|Retry = 3|]), Retry(5)", "Retry = 3 has no effect: [Retry] sets 5")]
    [InlineData("Retry(5), Ambassador(TimeoutMs = 1, [|Retry = 3|])", "Retry = 3 has no effect: [Retry] sets 5")]
    [InlineData("Ambassador, Retry(3), Retry([|5|])", "Retry = 5 has no effect: the [Retry] before it sets 3")]
    [InlineData("Ambassador, Retry(3, DelayMs = 10), Retry(3, [|DelayMs = 20|])", "RetryDelayMs = 20 has no effect: the [Retry] before it sets 10")]
    [InlineData("Ambassador([|Hedge = 2|]), Idempotent, Hedge(200)", "Hedge = 2 has no effect: [Hedge] sets 1")]
    [InlineData("Ambassador([|Breaker = 0.5|], [|BreakerScope = PolicyScope.Interface|]), CircuitBreaker(0.25, Scope = PolicyScope.Method)", "Breaker = 0.5 has no effect: [CircuitBreaker] sets 0.25", "BreakerScope = Interface has no effect: [CircuitBreaker] sets Method")]
    [InlineData("Ambassador([|BreakerGroup = \"a\"|]), CircuitBreaker(0.25, Group = \"b\")", "BreakerGroup = \"a\" has no effect: [CircuitBreaker] sets \"b\"")]
    [InlineData("Ambassador([|Idempotent = false|]), Idempotent", "Idempotent = false has no effect: [Idempotent] sets true")]
    [InlineData("Ambassador, Retry(3, On = typeof(TimeoutException)), Retry([|4|], On = typeof(TimeoutException))", "Retry = 4 on TimeoutException has no effect: the [Retry] before it sets 3")]
    [InlineData("Ambassador, Retry(3, On = typeof(TimeoutException)), Retry(3, [|NotOn = typeof(TimeoutException)|])", "Retry = 0 on TimeoutException has no effect: the [Retry] before it sets 3")]
    public async Task Two_attributes_of_one_symbol(string attributes, params string[] conflicts)
    {
        await s_rule.FiresAsync($"[{attributes}] public interface ICatalog {{ Task<int> GetAsync(); }}", Messages("ICatalog"));
        await s_rule.FiresAsync($"[Ambassador] public interface ICatalog {{ [{attributes}] Task<int> GetAsync(); }}", Messages("ICatalog.GetAsync()"));

        string[] Messages(string subject) => [.. conflicts.Select(conflict => $"{subject}: {conflict} in the same place, and wins; keep one of the two")];
    }

    [Theory]
    [InlineData("Ambassador(Retry = 3), Retry(3)")]
    [InlineData("Ambassador(Retry = 3), Retry(5, On = typeof(TimeoutException))")]
    [InlineData("Ambassador, Retry(3), Retry(5, On = typeof(TimeoutException)), Retry(5, On = typeof(IOException))")]
    [InlineData("Ambassador, Retry(3, NotOn = typeof(TimeoutException)), Retry(3, NotOn = typeof(IOException))")]
    [InlineData("Ambassador, CircuitBreaker(0.5, On = typeof(TimeoutException)), CircuitBreaker(On = typeof(IOException))")]
    [InlineData("Ambassador(RetryDelayMs = 10), Retry(3)")]
    [InlineData("Ambassador(Retry = 3), Timeout(100), Obsolete, CircuitBreaker(0.5)")]
    [InlineData("Ambassador(BreakerGroup = \"a\"), CircuitBreaker(0.25, Group = \"a\")")]
    public async Task What_is_said_alike_or_of_other_things(string attributes) =>
        await s_rule.IsSilentAsync($"[{attributes}] public interface ICatalog {{ [{attributes}] Task<int> GetAsync(); }}");

    [Fact]
    public async Task Another_level_may_say_otherwise() => await s_rule.IsSilentAsync(
        """
        [assembly: AmbassadorFor(typeof(IForeign), Retry = 9)]
        [assembly: AmbassadorForMethod(typeof(IForeign), "GetAsync", Retry = 8)]
        [assembly: AmbassadorForMethod(typeof(IForeign), "GetAsync", Parameters = new Type?[] { null }, Retry = 7)]
        [assembly: AmbassadorForMethod(typeof(IForeign), "GetAsync", Parameters = new[] { typeof(int) }, Retry = 6)]
        [Retry(2)] public interface IForeign { [Retry(1)] Task GetAsync(int id); }
        [Ambassador(Retry = 3)] public interface ICatalog : IBase { [Retry(1)] Task GetAsync(); }
        [Ambassador(Retry = 4)] public interface IBase { [Retry(0)] Task FindAsync(); }
        """);

    [Fact]
    public async Task Methods_that_two_attributes_of_the_assembly_name_as_precisely() => await s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(ICatalog))]
        [assembly: AmbassadorForMethod(typeof(ICatalog), "GetAsync", Parameters = new[] { typeof(int), null }, Retry = 1, TimeoutMs = 5)]
        [assembly: AmbassadorForMethod(typeof(ICatalog), "GetAsync", Parameters = new[] { null, typeof(int) }, [|Retry = 2|], TimeoutMs = 5)]
        [assembly: AmbassadorForMethod(typeof(ICatalog), "GetAsync", Parameters = new[] { null, typeof(string) }, Retry = 3)]
        public interface ICatalog { Task GetAsync(int a, int b); Task GetAsync(string a, string b); }
        """,
        "ICatalog.GetAsync(int, int): Retry = 2 has no effect: the [AmbassadorForMethod] before it sets 1 in the same place, and wins; keep one of the two");

    [Fact]
    public async Task A_method_that_is_only_forwarded_is_left_to_the_rule_for_that() =>
        await s_rule.IsSilentAsync("[Ambassador] public interface ICatalog { [Ambassador(Retry = 3), Retry(5)] ref int Get(); Task SetAsync(); }");
}

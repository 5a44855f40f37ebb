using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class BalanceAnalyzerTests
{
    private static readonly Rule s_prime = new("AMB0030", DiagnosticSeverity.Error);
    private static readonly Rule s_key = new("AMB0032", DiagnosticSeverity.Warning);
    private static readonly Rule s_noEffect = new("AMB0003", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("65_536", "65536", "65521 and 65537")]
    [InlineData("1 << 3", "8", "7 and 11")]
    [InlineData("4", "4", "3 and 5")]
    [InlineData("65_537 * 61", "3997757", "3997751 and 3997759")]
    public async Task A_table_size_that_is_no_prime(string written, string size, string nearest) => await s_prime.FiresAsync(
        $"[Ambassador, Balance(BalancingAlgorithm.Maglev, [|TableSize = {written}|])] public interface ICarts {{ Task GetAsync([HashKey] string user); }}",
        $"ICarts: BalanceTableSize = {size} is not a prime number, as the size of a Maglev table must be; the nearest are {nearest}");

    [Theory]
    [InlineData("BalancingAlgorithm.Maglev")]
    [InlineData("BalancingAlgorithm.Maglev, TableSize = 65_537")]
    [InlineData("BalancingAlgorithm.Maglev, TableSize = 2")]
    [InlineData("BalancingAlgorithm.Maglev, TableSize = 655_373")]
    public async Task A_prime(string arguments) =>
        await s_prime.IsSilentAsync($"[Ambassador, Balance({arguments})] public interface ICarts {{ Task GetAsync([HashKey] string user); }}");

    [Fact]
    public async Task A_size_outside_the_range_is_left_to_the_rule_for_that() =>
        await s_prime.IsSilentAsync("[Ambassador, Balance(BalancingAlgorithm.Maglev, TableSize = -4)] public interface ICarts { Task GetAsync([HashKey] string user); }");

    [Theory]
    [InlineData("RingHash")]
    [InlineData("Maglev")]
    public async Task An_algorithm_by_keys_where_there_are_none(string algorithm) => await s_key.FiresAsync(
        $"[Ambassador, Balance([|BalancingAlgorithm.{algorithm}|], Zone = \"a\")] public interface ICarts {{ Task GetAsync(string user); Task SetAsync(string user); }}",
        $"ICarts: {algorithm} chooses targets by the hash of a key, but no method has a parameter with [HashKey], so that chance chooses; mark one, or take another algorithm");

    [Theory]
    [InlineData("[Ambassador, Balance(BalancingAlgorithm.RingHash)] public interface ICarts { Task GetAsync([HashKey] string user); Task CountAsync(); }")]
    [InlineData("[Ambassador, Balance(BalancingAlgorithm.RingHash)] public interface ICarts : IBase; public interface IBase { Task GetAsync([HashKey] string user); }")]
    [InlineData("[Ambassador, Balance(BalancingAlgorithm.Sticky)] public interface ICarts { Task GetAsync(string user); }")]
    [InlineData("[Ambassador, Balance(BalancingAlgorithm.LeastRequests)] public interface ICarts { Task GetAsync(string user); }")]
    [InlineData("[Ambassador, Balance(BalancingAlgorithm.RingHash)] public interface ICarts { event Action Changed; }")]
    [InlineData("[Balance(BalancingAlgorithm.RingHash)] public interface ICarts { Task GetAsync(string user); }")]
    public async Task Keys_or_none_that_are_wanted(string source) => await s_key.IsSilentAsync(source);

    [Fact]
    public async Task Keys_that_the_algorithm_does_not_ask_for() => await s_noEffect.FiresAsync(
        "[Ambassador, Balance(BalancingAlgorithm.RoundRobin)] public interface ICarts { Task GetAsync([[|HashKey|]] string user, int item); Task CountAsync(); }",
        "ICarts.GetAsync(string, int): [HashKey] of 'user' has no effect: 'ICarts' is balanced by RoundRobin, which asks for no key");

    [Theory]
    [InlineData("Balance(BalancingAlgorithm.Sticky)")]
    [InlineData("Balance(BalancingAlgorithm.Maglev)")]
    [InlineData("Balance")]
    [InlineData("Balance()")]
    [InlineData("Balance(Zone = \"a\")")]
    public async Task Keys_that_it_asks_for_or_that_configuration_may_ask_for(string attribute) =>
        await s_noEffect.IsSilentAsync($"[Ambassador, {attribute}] public interface ICarts {{ Task GetAsync([HashKey] string user); }}");
}

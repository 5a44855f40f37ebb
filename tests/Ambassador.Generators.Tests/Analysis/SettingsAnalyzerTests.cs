using System.Globalization;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Analysis;

public class SettingsAnalyzerTests
{
    public static IEnumerable<TheoryDataRow<string, string>> OutOfRange
    {
        get
        {
            foreach (var rule in PolicyRules.All.Where(rule => rule is { Kind: SettingKind.Whole or SettingKind.Real, IsRehearsal: false }))
            {
                var step = rule.Kind == SettingKind.Whole ? 1 : 0.0001;
                yield return new(rule.Name, (rule.Minimum - step).ToString(CultureInfo.InvariantCulture));
                yield return new(rule.Name, (rule.Maximum + step).ToString(CultureInfo.InvariantCulture));
                if (rule.Kind == SettingKind.Real)
                {
                    yield return new(rule.Name, "double.NaN");
                    yield return new(rule.Name, "double.PositiveInfinity");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public async Task Every_setting_has_its_range(string setting, string value)
    {
        var rule = PolicyRules.Find(setting)!;
        var isFirst = setting is "Pool";
        var (name, argument) = rule.IsOfTargets ? (rule.Property, isFirst ? value : $"{rule.Property} = {value}") : (setting, $"{setting} = {value}");
        var attributes = rule.IsOfTargets ? $"Ambassador.Ambassador, Ambassador.{rule.Attribute}({argument})" : $"Ambassador.Ambassador({argument})";
        var source = $"[{attributes}] public interface ICatalog {{ int Get(); }}";
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(source), "AMB0001"));

        Assert.Equal("AMB0001", diagnostic.Id);
        Assert.StartsWith($"ICatalog: {name} = ", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.EndsWith(rule.Range, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(argument, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task The_limits_themselves_are_within()
    {
        var limits = PolicyRules.All.Where(rule => rule is { Kind: SettingKind.Whole or SettingKind.Real, IsRehearsal: false }).SelectMany(rule => new[] { rule.Minimum, rule.Maximum }.Select((value, index) =>
            $"[{Attributes(rule, value)}] public interface I{rule.Name}{index} {{ int Get(); }}"));

        // Some of them exceed the default of a setting that bounds them.
        Assert.DoesNotContain(
            await Compile.AnalyzeAsync(Compile.Sources(string.Concat(limits)), "AMB0001"),
            diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains("range", StringComparison.Ordinal));
    }

    private static string Attributes(PolicyRule rule, double number)
    {
        var value = number.ToString(CultureInfo.InvariantCulture);
        if (!rule.IsOfTargets)
            return $"Ambassador.Ambassador({rule.Name} = {value})";

        return $"Ambassador.Ambassador, Ambassador.{rule.Attribute}({(rule == PolicyRules.Pool ? value : $"{rule.Property} = {value}")})";
    }

    [Fact]
    public async Task The_attributes_of_one_policy_have_the_same_ranges()
    {
        const string Source = """
            using Ambassador;

            [Ambassador, Retry(-1, DelayMs = 5), Timeout(10, totalMs: -2)]
            public interface ICatalog
            {
                [CircuitBreaker(1.5, Probes = 0, Scope = (PolicyScope)7)]
                int Get();
            }
            """;
        var diagnostics = await Compile.AnalyzeAsync(Compile.Sources(Source), "AMB0001");

        Assert.Equal(
            [
                ("-1", "ICatalog: Count = -1 is outside its range; it must be a whole number from 0 to 1000"),
                ("totalMs: -2", "ICatalog: TotalMs = -2 is outside its range; it must be a whole number from 0 to 86400000"),
                ("1.5", "ICatalog.Get(): FailureRatio = 1.5 is outside its range; it must be a number from 0 to 1"),
                ("Probes = 0", "ICatalog.Get(): Probes = 0 is outside its range; it must be a whole number from 1 to 1000"),
                ("Scope = (PolicyScope)7", "ICatalog.Get(): Scope = 7 is outside its range; it must be one of Method, Interface"),
            ],
            diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => (
                Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length),
                diagnostic.GetMessage(CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task The_message_names_interface_method_setting_value_and_range()
    {
        const string Source = "namespace Shop { public interface ICatalog { [Ambassador.Ambassador(CacheSeconds = 1, Retry = -1)] int Get(int id); } }";
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(Source), "AMB0001"));

        Assert.Equal(
            "ICatalog.Get(int): Retry = -1 is outside its range; it must be a whole number from 0 to 1000",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.EndsWith("docs/diagnostics/AMB0001.md", diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_wrong_setting_is_reported()
    {
        const string Source = "[Ambassador.Ambassador(Retry = -1, Breaker = 2)] public interface ICatalog { [Ambassador.Ambassador(TimeoutMs = -5)] int Get(); }";

        Assert.Equal(["AMB0001", "AMB0001", "AMB0001"], (await Compile.AnalyzeAsync(Compile.Sources(Source), "AMB0001")).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void The_ambassador_is_written_without_the_wrong_setting()
    {
        var compilation = Compile.Sources("[Ambassador.Ambassador(Retry = -1, TimeoutMs = 5)] public interface ICatalog { int Get(); }");
        compilation.WithGenerated().AssertCompiles();

        Assert.Contains("Settings = new global::Ambassador.PolicySettings { TimeoutMs = 5 };", Compile.Generate(compilation)["CatalogAmbassador.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_does_not_compile_is_left_to_the_compiler() =>
        Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources("[Ambassador.Ambassador(Retry = \"x\", Nonsense = 5, TimeoutMs = )] public interface ICatalog { int Get(); }"), "AMB0001"));
}

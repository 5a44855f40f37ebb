using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class TargetsAnalyzerTests
{
    private static readonly Rule s_eject = new("AMB0031", DiagnosticSeverity.Warning);
    private static readonly Rule s_hedge = new("AMB0033", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("AtLeastOne = false", "t.Add(\"a\").Add(\"b\").Add(\"c\")", "3 targets that are declared here: one of them is 33.3% of all, and EjectMaxPercent is 10; raise it to 34")]
    [InlineData("AtLeastOne = false, MaxPercent = 40", "{ t.Add(\"a\", zone: \"z\"); t.AddKeyed(\"b\").WarmUp((_, _) => default); }", "2 targets that are declared here: one of them is 50% of all, and EjectMaxPercent is 40; raise it to 50")]
    [InlineData("AtLeastOne = false, MaxPercent = 99", "t.Add(\"a\")", "1 targets that are declared here: one of them is 100% of all, and EjectMaxPercent is 99; raise it to 100")]
    public async Task Too_few_targets_for_the_percentage(string eject, string declared, string message) => await s_eject.FiresAsync(
        Source($"Eject({eject})", declared),
        $"'ICatalog' never ejects one of the {message}, or leave EjectAtLeastOne on");

    [Theory]
    [InlineData("Eject", "t.Add(\"a\").Add(\"b\")")]
    [InlineData("Eject(MaxPercent = 1)", "t.Add(\"a\").Add(\"b\")")]
    [InlineData("Eject(AtLeastOne = false, MaxPercent = 50)", "t.Add(\"a\").Add(\"b\")")]
    [InlineData("Eject(AtLeastOne = false, MaxPercent = 0)", "t.Add(\"a\").Add(\"b\")")]
    [InlineData("Eject(AtLeastOne = false)", "t.Add(\"a\").Add(\"b\").Add(\"c\").Add(\"d\").Add(\"e\").Add(\"f\").Add(\"g\").Add(\"h\").Add(\"i\").Add(\"j\")")]
    [InlineData("Eject(AtLeastOne = false)", "t.Add(\"a\").From(_ => null!)")]
    [InlineData("Eject(AtLeastOne = false)", "{ foreach (var i in Enumerable.Range(0, 100)) t.Add($\"{i}\"); }")]
    [InlineData("Eject(AtLeastOne = false)", "{ t.Add(\"a\"); AddMore(t); }")]
    [InlineData("Eject(AtLeastOne = false)", "t.Create((_, _) => null!)")]
    [InlineData("Balance", "t.Add(\"a\")")]
    public async Task Enough_of_them_or_an_unknown_number(string attribute, string declared) => await s_eject.IsSilentAsync(Source(attribute, declared, ""));

    [Theory]
    [InlineData("Idempotent, Hedge(200)", "t.Add(\"a\")")]
    [InlineData("Idempotent, Hedge(200), Balance", "{ t.Add(\"a\").Create((_, _) => null!); }")]
    public async Task A_hedge_with_one_target(string attributes, string declared) => await s_hedge.FiresAsync(
        Source(attributes, declared),
        "'ICatalog.GetAsync()' is hedged, but one target of 'ICatalog' is declared here, so that attempts side by side go to the one that is slow; declare another, or do not hedge");

    [Theory]
    [InlineData("Idempotent, Hedge(200)", "t.Add(\"a\").Add(\"b\")")]
    [InlineData("Idempotent, Hedge(200)", "t.Add(\"a\").From(_ => null!)")]
    [InlineData("Idempotent, Hedge(200)", "t.From(_ => null!)")]
    [InlineData("Idempotent, Hedge(200), Pool", "t.Add(\"a\").Pool((_, _) => null!)")]
    [InlineData("Idempotent, Hedge(200, max: 0)", "t.Add(\"a\")")]
    [InlineData("Hedge(200)", "t.Add(\"a\")")]
    [InlineData("Retry(3)", "t.Add(\"a\")")]
    public async Task A_hedge_with_several_or_none(string attributes, string declared) => await s_hedge.IsSilentAsync(Source(attributes, declared, ""));

    [Fact]
    public async Task Calls_of_other_methods_of_the_name_say_nothing() => await s_hedge.IsSilentAsync(
        """
        [Ambassador, Idempotent, Hedge(200)] public interface ICatalog { Task GetAsync(); }
        public class Builder
        {
            public Builder AddAmbassadorTargets<T>(Action<Builder> configure) => this;
            public Builder Add(string address) => this;
            public static void Configure(Builder builder) => builder.AddAmbassadorTargets<ICatalog>(t => t.Add("a"));
        }
        """);

    private static string Source(string attributes, string declared, string mark = "|") => $$"""
        [Ambassador, {{attributes}}] public interface ICatalog { Task GetAsync(); int Get(); }
        public static class Program
        {
            public static void Configure(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
                Microsoft.Extensions.DependencyInjection.AmbassadorTargetsExtensions.{{(mark.Length > 0 ? "[|" : "")}}AddAmbassadorTargets<ICatalog>{{(mark.Length > 0 ? "|]" : "")}}(services, t => {{declared}});

            private static void AddMore(AmbassadorTargets<ICatalog> targets) => targets.Add("b");
        }
        """;
}

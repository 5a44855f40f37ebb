using System.Globalization;
using System.Text;
using Ambassador.DependencyInjection;
using Ambassador.Tests.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ambassador.Tests.Configuration;

public class ReadingTests
{
    [Theory]
    [InlineData("Ambassador:IGreeter:Retry")]
    [InlineData("Ambassador:Tests.IGreeter:Retry")]
    [InlineData("Ambassador:IGreeter:GreetAsync:Retry")]
    [InlineData("ambassador:igreeter:greetasync:RETRY")]
    public async Task A_setting_is_applied(string key)
    {
        var shaky = new ShakyGreeter(failures: 2);
        using var fixture = new ConfigurationFixture((key, "2"), ("Ambassador:IGreeter:RetryDelayMs", "0"));
        fixture.Services.AddSingleton<IGreeter>(shaky);

        await fixture.Greeter.GreetAsync("Ada", TestContext.Current.CancellationToken);

        Assert.Equal(3, shaky.Calls);
    }

    [Fact]
    public void Every_setting_is_read_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var (expected, keys) = (PolicySettings.None, new List<(string, string?)>());
            foreach (var rule in PolicyRules.All)
            {
                var value = rule.Kind == SettingKind.Real ? Math.Max(rule.Minimum + 0.25, rule.LeastAboveZero) : rule.Maximum;
                expected = rule.Kind == SettingKind.Text ? expected.With(rule, "a name") : expected.With(rule, value);
                keys.Add(($"Ambassador:IGreeter:{rule.Name}", rule.Kind == SettingKind.Text ? "a name" : rule.Show(value)));
            }

            using var fixture = new ConfigurationFixture([.. keys]);

            Assert.Equal(expected, fixture.Provider.GetRequiredService<AmbassadorRuntime>().Overrides.Interface("Tests.IGreeter"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Exceptions_have_settings_of_their_own()
    {
        using var fixture = new ConfigurationFixture(
            ("Ambassador:IGreeter:On:IOException:Retry", "5"),
            ("Ambassador:IGreeter:On:IOException:RetryBackoff", "linear"),
            ("Ambassador:IGreeter:GreetAsync:On:System.TimeoutException:BreakerCounts", "false"));
        var overrides = fixture.Provider.GetRequiredService<AmbassadorRuntime>().Overrides;

        Assert.Equal(
            new PolicySettings().On<IOException>(new() { Retry = 5, RetryBackoff = Polly.DelayBackoffType.Linear }),
            new PolicySettings().On<IOException>(new()).Over(overrides.Interface("Tests.IGreeter")));
        Assert.Equal(
            new PolicySettings().On<TimeoutException>(new() { BreakerCounts = false }),
            overrides.Method("Tests.IGreeter", "GreetAsync"));
    }

    [Theory]
    [InlineData("Ambassador:IGreeter:On:IOException:Retry", "-5", "'Ambassador:IGreeter:On:IOException:Retry' is '-5', but Retry of Tests.IGreeter on IOException must be a whole number from 0 to 1000.")]
    [InlineData("Ambassador:IGreeter:On:IOException:TimeoutMs", "5", "'Ambassador:IGreeter:On:IOException:TimeoutMs' is not a setting for exceptions of one type.")]
    [InlineData("Ambassador:IGreeter:RetryJitter", "perhaps", "'Ambassador:IGreeter:RetryJitter' is 'perhaps', but RetryJitter of Tests.IGreeter must be true or false.")]
    [InlineData("Ambassador:IGreeter:RetryBackoff", "Cubic", "'Ambassador:IGreeter:RetryBackoff' is 'Cubic', but RetryBackoff of Tests.IGreeter must be one of Constant, Linear, Exponential.")]
    public void What_cannot_stand_is_an_error(string key, string value, string message)
    {
        using var fixture = new ConfigurationFixture((key, value));

        var error = Assert.Throws<OptionsValidationException>(() => fixture.Provider.GetRequiredService<AmbassadorRuntime>());
        Assert.StartsWith(message, Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void The_full_name_wins_over_the_simple_one_setting_by_setting()
    {
        using var fixture = new ConfigurationFixture(
            ("Ambassador:IGreeter:Retry", "1"),
            ("Ambassador:IGreeter:TimeoutMs", "100"),
            ("Ambassador:Elsewhere.IGreeter:Retry", "2"),
            ("Ambassador:IGreeter:GreetAsync:CacheSeconds", "1"),
            ("Ambassador:Elsewhere.IGreeter:GreetAsync:CacheSeconds", "2"));
        AmbassadorServices.Decorate(fixture.Services, null, ConfigurationFixture.AddNamesake);

        var overrides = fixture.Provider.GetRequiredService<AmbassadorRuntime>().Overrides;

        Assert.Equal(new PolicySettings { Retry = 1, TimeoutMs = 100 }, overrides.Interface("Tests.IGreeter"));
        Assert.Equal(new PolicySettings { Retry = 2, TimeoutMs = 100 }, overrides.Interface("Elsewhere.IGreeter"));
        Assert.Equal(new PolicySettings { CacheSeconds = 1 }, overrides.Method("Tests.IGreeter", "GreetAsync"));
        Assert.Equal(new PolicySettings { CacheSeconds = 2 }, overrides.Method("Elsewhere.IGreeter", "GreetAsync"));
    }

    [Fact]
    public void A_method_may_be_called_like_a_setting()
    {
        using var fixture = new ConfigurationFixture(
            ("Ambassador:Elsewhere.IGreeter:Retry:Retry", "2"), ("Ambassador:IGreeter:Retry", "1"));
        AmbassadorServices.Decorate(fixture.Services, null, ConfigurationFixture.AddNamesake);

        var overrides = fixture.Provider.GetRequiredService<AmbassadorRuntime>().Overrides;

        Assert.Equal(1, overrides.Interface("Elsewhere.IGreeter").Retry);
        Assert.Equal(2, overrides.Method("Elsewhere.IGreeter", "Retry").Retry);
    }

    [Fact]
    public void Nulls_and_empty_sections_set_nothing()
    {
        const string Json = """{ "Ambassador": { "IGreeter": { "Retry": null, "CacheSeconds": 5, "GreetAsync": {} }, "Tests.IGreeter": {} } }""";
        using var fixture = new ConfigurationFixture(
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Json))).Build());

        var overrides = fixture.Provider.GetRequiredService<AmbassadorRuntime>().Overrides;

        Assert.Equal(new PolicySettings { CacheSeconds = 5 }, overrides.Interface("Tests.IGreeter"));
        Assert.Equal(new PolicySettings(), overrides.Method("Tests.IGreeter", "GreetAsync"));
    }

    [Theory]
    [InlineData("Retry", "-1", "a whole number from 0 to 1000")]
    [InlineData("Retry", "1.5", "a whole number from 0 to 1000")]
    [InlineData("Retry", "often", "a whole number from 0 to 1000")]
    [InlineData("Retry", "", "a whole number from 0 to 1000")]
    [InlineData("TimeoutMs", "2,000", "a whole number from 0 to 86400000")]
    [InlineData("Breaker", "1.01", "a number from 0 to 1")]
    [InlineData("Breaker", "0,5", "a number from 0 to 1")]
    [InlineData("CacheSeconds", "NaN", "a number from 0 to 31536000")]
    public void A_value_that_cannot_stand_is_reported_with_key_value_range_and_owner(string setting, string value, string range)
    {
        using var fixture = new ConfigurationFixture(
            ($"Ambassador:IGreeter:{setting}", value), ($"Ambassador:IGreeter:GreetAsync:{setting}", value));

        Assert.Equal(
            [
                $"'Ambassador:IGreeter:GreetAsync:{setting}' is '{value}', but {setting} of Tests.IGreeter.GreetAsync must be {range}.",
                $"'Ambassador:IGreeter:{setting}' is '{value}', but {setting} of Tests.IGreeter must be {range}.",
            ],
            fixture.Failures().OrderByDescending(failure => failure.Length));
    }

    [Fact]
    public void Every_mistake_is_reported_at_once()
    {
        using var fixture = new ConfigurationFixture(
            ("Ambassador:IGreeter:Retries", "3"),
            ("Ambassador:IGreeter:GreetAsync:Timeout", "3"),
            ("Ambassador:IGreeter:TimeoutMs:Value", "3"),
            ("Ambassador:IGreeter:Breaker", "50"));

        var failures = fixture.Failures();

        Assert.Equal(4, failures.Count);
        Assert.Contains(failures, failure => failure.StartsWith("'Ambassador:IGreeter:Retries' is neither a setting nor a method of Tests.IGreeter. Settings: Retry, RetryDelayMs,", StringComparison.Ordinal)
            && failure.EndsWith("Methods: GreetAsync.", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.StartsWith("'Ambassador:IGreeter:GreetAsync:Timeout' is not a setting of the method Tests.IGreeter.GreetAsync. Settings: Retry,", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.StartsWith("'Ambassador:IGreeter:TimeoutMs' has keys below it", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.StartsWith("'Ambassador:IGreeter:Breaker' is '50'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_in_place_of_a_section_is_reported()
    {
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter", "on"), ("Ambassador:Tests.IGreeter:GreetAsync", "3"));

        Assert.Equal(2, fixture.Failures().Count);
        Assert.StartsWith("'Ambassador:IGreeter' is 'on', but the interface Tests.IGreeter takes", fixture.Failures()[0], StringComparison.Ordinal);
        Assert.StartsWith("'Ambassador:Tests.IGreeter:GreetAsync' is '3', but the method Tests.IGreeter.GreetAsync takes", fixture.Failures()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_interface_is_a_warning_once()
    {
        using var fixture = new ConfigurationFixture(("Ambassador:IOther:Retry", "many"));
        fixture.Provider.GetRequiredService<AmbassadorRuntime>();

        fixture.Reload(("Ambassador:IOther:Retry", "more"));

        Assert.Equal(
            ["'Ambassador:IOther' in the configuration names no annotated interface and has no effect. Annotated interfaces: Tests.IGreeter."],
            fixture.Messages(LogLevel.Warning));
    }

    [Fact]
    public void Another_section_may_be_read()
    {
        using var fixture = new ConfigurationFixture(("Shop:Policies:IGreeter:Retry", "2"), ("Ambassador:IGreeter:Retry", "1"));
        fixture.Services.AddGreeterAmbassadors(options => options.ConfigurationSection = "Shop:Policies");

        Assert.Equal(2, fixture.Provider.GetRequiredService<AmbassadorRuntime>().Overrides.Interface("Tests.IGreeter").Retry);
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddGreeterAmbassadors(options => options.ConfigurationSection = " "));
    }

    [Fact]
    public void Without_a_configuration_there_are_no_overrides()
    {
        using var provider = new ServiceCollection().AddGreeterAmbassadors().BuildServiceProvider();

        Assert.Equal(new PolicySettings(), provider.GetRequiredService<AmbassadorRuntime>().Overrides.Interface("Tests.IGreeter"));
    }

    [Fact]
    public void A_runtime_of_the_programs_own_follows_the_configuration()
    {
        using var runtime = new AmbassadorRuntime();
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:Retry", "1"));
        fixture.Services.AddSingleton(runtime).AddSingleton<IGreeter, Greeter>();
        _ = fixture.Greeter;

        fixture.Reload(("Ambassador:IGreeter:Retry", "2"));

        Assert.Equal(2, runtime.Overrides.Interface("Tests.IGreeter").Retry);
    }
}

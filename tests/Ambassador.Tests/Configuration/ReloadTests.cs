using Ambassador.Tests.DependencyInjection;
using Ambassador.Tests.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.Configuration;

public class ReloadTests
{
    [Fact]
    public async Task A_change_takes_effect_on_the_next_call()
    {
        var shaky = new ShakyGreeter(failures: 3);
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:Retry", "1"), ("Ambassador:IGreeter:RetryDelayMs", "0"));
        fixture.Services.AddSingleton<IGreeter>(shaky);
        var greeter = fixture.Greeter;
        await Assert.ThrowsAsync<HttpRequestException>(() => greeter.GreetAsync("Ada", TestContext.Current.CancellationToken));

        fixture.Reload(("Ambassador:IGreeter:Retry", "2"));

        Assert.Equal("Hello at last", await greeter.GreetAsync("Ada", TestContext.Current.CancellationToken));
        Assert.Equal(4, shaky.Calls);
        Assert.Equal(["The policies in section 'Ambassador' have changed; the next call of each method follows them."], fixture.Messages(LogLevel.Information));
    }

    [Fact]
    public async Task A_change_keeps_what_is_cached()
    {
        var inner = new Greeter();
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:CacheSeconds", "60"));
        fixture.Services.AddSingleton<IGreeter>(inner);
        var greeter = fixture.Greeter;
        await greeter.GreetAsync("Ada", TestContext.Current.CancellationToken);

        fixture.Reload(("Ambassador:IGreeter:Retry", "2"));
        await greeter.GreetAsync("Ada", TestContext.Current.CancellationToken);

        Assert.Equal(1, inner.Calls);
    }

    [Fact]
    public async Task A_change_keeps_an_open_circuit_open()
    {
        var shaky = new ShakyGreeter(failures: 100);
        using var fixture = new ConfigurationFixture(
            ("Ambassador:IGreeter:Breaker", "0.5"), ("Ambassador:IGreeter:BreakerMinimumThroughput", "2"), ("Ambassador:IGreeter:BreakerBreakSeconds", "60"));
        fixture.Services.AddSingleton<IGreeter>(shaky);
        var greeter = fixture.Greeter;
        for (var attempt = 0; attempt < 2; attempt++)
            await Assert.ThrowsAsync<HttpRequestException>(() => greeter.GreetAsync("Ada", TestContext.Current.CancellationToken));

        fixture.Reload(("Ambassador:IGreeter:TimeoutMs", "1000"));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => greeter.GreetAsync("Ada", TestContext.Current.CancellationToken));
        Assert.Equal(2, shaky.Calls);
    }

    [Fact]
    public async Task A_circuit_that_is_switched_off_for_a_while_is_not_opened_by_calls_under_way()
    {
        var answer = new TaskCompletionSource<int>();
        using var runtime = new AmbassadorRuntime();
        IService service = new ServiceAmbassador(new ScriptedService(n => n <= 20 ? answer.Task : Task.FromResult(n)), runtime);
        var circuit = Overrides.Of<IService>(new() { Breaker = 1, BreakerMinimumThroughput = 1_000 });

        runtime.Overrides = circuit;
        var calls = Enumerable.Range(0, 20).Select(id => service.GetTaskAsync(id)).ToArray();
        runtime.Overrides = PolicyOverrides.None;
        answer.SetException(new IOException());
        foreach (var call in calls)
            await Assert.ThrowsAsync<IOException>(() => call);

        runtime.Overrides = circuit;
        await service.GetTaskAsync(1, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_invalid_change_is_kept_out_and_logged()
    {
        var shaky = new ShakyGreeter(failures: 1);
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:Retry", "1"), ("Ambassador:IGreeter:RetryDelayMs", "0"));
        fixture.Services.AddSingleton<IGreeter>(shaky);
        var greeter = fixture.Greeter;

        fixture.Reload(("Ambassador:IGreeter:Retry", "-1"));
        await greeter.GreetAsync("Ada", TestContext.Current.CancellationToken);

        Assert.Equal(2, shaky.Calls);
        Assert.Equal(
            ["The changed policies in section 'Ambassador' are invalid, so the previous ones stay in force: 'Ambassador:IGreeter:Retry' is '-1', but Retry of Tests.IGreeter must be a whole number from 0 to 1000."],
            fixture.Messages(LogLevel.Error));
    }

    [Fact]
    public void What_is_put_right_after_an_invalid_change_is_applied()
    {
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:Retry", "1"));
        var runtime = fixture.Provider.GetRequiredService<AmbassadorRuntime>();

        fixture.Reload(("Ambassador:IGreeter:Retry", "-1"));
        fixture.Reload(("Ambassador:IGreeter:Retry", "3"));

        Assert.Equal(3, runtime.Overrides.Interface("Tests.IGreeter").Retry);
    }

    [Fact]
    public void What_was_invalid_at_first_is_read_again_by_the_next_use()
    {
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:Retry", "-1"));
        Assert.Single(fixture.Failures());

        fixture.Reload(("Ambassador:IGreeter:Retry", "3"));

        Assert.Equal(3, fixture.Provider.GetRequiredService<AmbassadorRuntime>().Overrides.Interface("Tests.IGreeter").Retry);
        Assert.Empty(fixture.Messages(LogLevel.Error));
    }

    [Fact]
    public void A_change_elsewhere_in_the_configuration_is_none()
    {
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:Retry", "1"));
        var runtime = fixture.Provider.GetRequiredService<AmbassadorRuntime>();
        var before = runtime.Overrides;

        fixture.Reload(("Logging:LogLevel:Default", "Debug"));

        Assert.Same(before, runtime.Overrides);
        Assert.Empty(fixture.Logs.GetSnapshot());
    }

    [Fact]
    public void A_disposed_container_follows_no_change()
    {
        var fixture = new ConfigurationFixture(("Ambassador:IGreeter:Retry", "1"));
        var runtime = fixture.Provider.GetRequiredService<AmbassadorRuntime>();

        fixture.Dispose();
        fixture.Reload(("Ambassador:IGreeter:Retry", "2"));

        Assert.Equal(1, runtime.Overrides.Interface("Tests.IGreeter").Retry);
        Assert.Empty(fixture.Messages(LogLevel.Information));
    }
}

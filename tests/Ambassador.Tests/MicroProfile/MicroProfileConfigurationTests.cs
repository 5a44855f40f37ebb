using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.MicroProfile;

/// <summary>
/// ConfigTest, the tests of the package config, TimeoutGlobalConfigTest and its like, and the tests of the package disableEnv of the test kit, by behaviour: what configuration
/// changes and switches off. There is no level above the interface here.
/// </summary>
public class MicroProfileConfigurationTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Configured _service = new();

    [Theory]
    [InlineData(null, null, 6, 3)]
    [InlineData("3", null, 4, 3)]
    [InlineData(null, "1", 6, 2)]
    [InlineData("3", "1", 4, 2)]
    public async Task A_methods_settings_win_over_its_interfaces_and_configuration_over_attributes(string? ofInterface, string? ofMethod, int inherited, int own)
    {
        using var provider = Provide(("IConfigured:Retry", ofInterface), ("IConfigured:OwnAsync:Retry", ofMethod));
        var configured = provider.GetRequiredService<IConfigured>();

        await Assert.ThrowsAsync<E0>(configured.InheritAsync);
        Assert.Equal(inherited, _service.Attempts);

        await Assert.ThrowsAsync<E0>(configured.OwnAsync);
        Assert.Equal(inherited + own, _service.Attempts);
    }

    [Fact]
    public async Task Which_failures_are_retried_can_be_configured()
    {
        using var provider = Provide(("IConfigured:Retry", "0"), ("IConfigured:On:E0:Retry", "2"), ("IConfigured:On:E1:Retry", "0"));
        var configured = provider.GetRequiredService<IConfigured>();

        await Assert.ThrowsAsync<E0>(configured.InheritAsync);
        Assert.Equal(3, _service.Attempts);

        _service.Failure = new E1();
        await Assert.ThrowsAsync<E1>(configured.InheritAsync);
        Assert.Equal(3 + 1, _service.Attempts);
    }

    [Fact]
    public async Task How_long_the_waits_are_can_be_configured()
    {
        using var provider = Provide(
            ("IConfigured:RetryDelayMs", "2000"), ("IConfigured:RetryBackoff", "Constant"), ("IConfigured:RetryJitter", "false"), ("IConfigured:Retry", "1"));
        var call = provider.GetRequiredService<IConfigured>().InheritAsync();

        _time.Advance(TimeSpan.FromMilliseconds(1_999));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<E0>(() => call);
    }

    [Theory]
    [InlineData("IConfigured:TimeoutMs")]
    [InlineData("IConfigured:HangAsync:TimeoutMs")]
    [InlineData("IConfigured:HangAsync:TotalTimeoutMs")]
    public async Task Timeouts_can_be_configured(string key)
    {
        using var provider = Provide((key, "500"), ("IConfigured:Retry", "0"));
        var call = provider.GetRequiredService<IConfigured>().HangAsync();

        _time.Advance(TimeSpan.FromMilliseconds(500));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(TimeSpan.FromMilliseconds(500), error.Timeout);
    }

    [Theory]
    [InlineData("BreakerMinimumThroughput", "4", 4)]
    [InlineData("BreakerMinimumThroughput", "2", 2)]
    [InlineData("On:E0:BreakerCounts", "false", int.MaxValue)]
    [InlineData("Breaker", "0", int.MaxValue)]
    public async Task A_circuit_can_be_configured_and_switched_off(string setting, string value, int closedFor)
    {
        using var provider = Provide(($"IConfigured:BreakAsync:{setting}", value), ("IConfigured:On:E0:Retry", "0"));
        var configured = provider.GetRequiredService<IConfigured>();

        for (var call = 1; call <= 10; call++)
            await Assert.ThrowsAsync(call <= closedFor ? typeof(E0) : typeof(BrokenCircuitException), configured.BreakAsync);
    }

    [Fact]
    public async Task The_break_can_be_configured()
    {
        using var provider = Provide(("IConfigured:BreakAsync:BreakerBreakSeconds", "1"));
        var configured = provider.GetRequiredService<IConfigured>();
        for (var call = 0; call < 3; call++)
            await Assert.ThrowsAsync<E0>(configured.BreakAsync);

        await Assert.ThrowsAsync<BrokenCircuitException>(configured.BreakAsync);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<E0>(configured.BreakAsync);
    }

    // To MicroProfile what is off for a class is off for its methods; here a method that says otherwise itself is switched off itself.
    [Theory]
    [InlineData("IConfigured:Retry", 1, 3)]
    [InlineData("IConfigured:OwnAsync:Retry", 6, 1)]
    public async Task Retries_can_be_switched_off(string key, int inherited, int own)
    {
        using var provider = Provide((key, "0"));
        var configured = provider.GetRequiredService<IConfigured>();

        await Assert.ThrowsAsync<E0>(configured.InheritAsync);
        Assert.Equal(inherited, _service.Attempts);

        await Assert.ThrowsAsync<E0>(configured.OwnAsync);
        Assert.Equal(inherited + own, _service.Attempts);
    }

    [Fact]
    public void Timeouts_can_be_switched_off()
    {
        using var provider = Provide(("IConfigured:TimeoutMs", "0"), ("IConfigured:Retry", "0"));
        var call = provider.GetRequiredService<IConfigured>().HangAsync();

        _time.Advance(TimeSpan.FromDays(1));

        Assert.False(call.IsCompleted);
    }

    private ServiceProvider Provide(params (string Key, string? Value)[] settings) => new ServiceCollection()
        .AddSingleton<TimeProvider>(_time)
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Where(setting => setting.Value is not null).ToDictionary(setting => $"Ambassador:{setting.Key}", setting => setting.Value))
            .Build())
        .AddSingleton<IConfigured>(_service)
        .AddGeneratedAmbassadors()
        .BuildServiceProvider();
}

[Ambassador(Retry = 5, RetryDelayMs = 0, TimeoutMs = 1_000)]
public interface IConfigured
{
    Task InheritAsync();

    [Retry(2)]
    Task OwnAsync();

    Task HangAsync();

    [Retry(0), CircuitBreaker(1, MinimumThroughput = 3)]
    Task BreakAsync();
}

internal sealed class Configured : IConfigured
{
    public int Attempts { get; private set; }

    public Exception Failure { get; set; } = new E0();

    public Task InheritAsync() => FailAsync();

    public Task OwnAsync() => FailAsync();

    public Task HangAsync() => new TaskCompletionSource().Task;

    public Task BreakAsync() => FailAsync();

    private Task FailAsync()
    {
        Attempts++;
        return Task.FromException(Failure);
    }
}

using Ambassador.Tests.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ambassador.Tests.Configuration;

public class HostStartTests
{
    [Fact]
    public async Task A_host_with_an_invalid_configuration_does_not_start()
    {
        var started = false;
        var builder = Builder(("Ambassador:IGreeter:GreetAsync:Retry", "1001"), ("Ambassador:IGreeter:Cache", "1"));
        builder.Services.AddSingleton<IHostedService>(_ => new Recorder(() => started = true));
        builder.Services.AddGreeterAmbassadors();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'Ambassador:IGreeter:GreetAsync:Retry' is '1001', but Retry of Tests.IGreeter.GreetAsync must be a whole number from 0 to 1000.", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Ambassador:IGreeter:Cache' is neither a setting nor a method of Tests.IGreeter.", error.Message, StringComparison.Ordinal);
        Assert.False(started);
    }

    [Fact]
    public async Task Other_checks_at_the_start_are_made_too()
    {
        var builder = Builder(("Ambassador:IGreeter:Retry", "-1"));
        builder.Services.AddGreeterAmbassadors();
        builder.Services.AddOptions<Recipient>().Validate(_ => false, "The recipient has moved.").ValidateOnStart();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, error.InnerExceptions.Count);
        Assert.Contains("The recipient has moved.", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Ambassador:IGreeter:Retry' is '-1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_a_valid_configuration_starts_and_keeps_it_when_it_turns_invalid_before_the_first_call()
    {
        var builder = Builder(("Ambassador:IGreeter:Retry", "3"));
        builder.Services.AddSingleton<IGreeter, Greeter>().AddGreeterAmbassadors();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        configuration["Ambassador:IGreeter:Retry"] = "-1";
        configuration.Reload();

        Assert.Equal(3, host.Services.GetRequiredService<AmbassadorRuntime>().Overrides.Interface("Tests.IGreeter").Retry);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static HostApplicationBuilder Builder(params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        return builder;
    }

    private sealed class Recipient;

    private sealed class Recorder(Action started) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            started();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using Ambassador.Tests.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Tests.Configuration;

public class CodeOverrideTests
{
    [Fact]
    public void Code_wins_over_configuration_setting_by_setting()
    {
        using var fixture = new ConfigurationFixture(
            ("Ambassador:IGreeter:Retry", "1"),
            ("Ambassador:IGreeter:TimeoutMs", "100"),
            ("Ambassador:IGreeter:GreetAsync:Retry", "2"),
            ("Ambassador:IGreeter:GreetAsync:TimeoutMs", "200"));
        fixture.Services.AddGreeterAmbassadors(options => options
            .Configure<IGreeter>(new PolicySettings { Retry = 3 })
            .Configure<IGreeter>(nameof(IGreeter.GreetAsync), new PolicySettings { Retry = 4 }));

        var overrides = fixture.Provider.GetRequiredService<AmbassadorRuntime>().Overrides;

        Assert.Equal(new PolicySettings { Retry = 3, TimeoutMs = 100 }, overrides.Interface("Tests.IGreeter"));
        Assert.Equal(new PolicySettings { Retry = 4, TimeoutMs = 200 }, overrides.Method("Tests.IGreeter", "GreetAsync"));
    }

    [Fact]
    public void Code_still_wins_after_a_reload()
    {
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:Retry", "1"));
        fixture.Services.AddGreeterAmbassadors(options => options.Configure<IGreeter>(new PolicySettings { Retry = 3 }));
        var runtime = fixture.Provider.GetRequiredService<AmbassadorRuntime>();

        fixture.Reload(("Ambassador:IGreeter:Retry", "2"), ("Ambassador:IGreeter:TimeoutMs", "100"));

        Assert.Equal(new PolicySettings { Retry = 3, TimeoutMs = 100 }, runtime.Overrides.Interface("Tests.IGreeter"));
    }

    [Fact]
    public void A_value_out_of_range_is_refused_where_it_is_set()
    {
        var services = new ServiceCollection();

        var ofInterface = Assert.Throws<ArgumentOutOfRangeException>(() => services.AddGreeterAmbassadors(
            options => options.Configure<IGreeter>(new PolicySettings { Retry = -1 })));
        var ofMethod = Assert.Throws<ArgumentOutOfRangeException>(() => services.AddGreeterAmbassadors(
            options => options.Configure<IGreeter>("GreetAsync", new PolicySettings { Breaker = 1.5 })));

        Assert.StartsWith("Retry of Ambassador.Tests.DependencyInjection.IGreeter is -1, but must be a whole number from 0 to 1000.", ofInterface.Message, StringComparison.Ordinal);
        Assert.StartsWith("Breaker of Ambassador.Tests.DependencyInjection.IGreeter.GreetAsync is 1.5, but must be a number from 0 to 1.", ofMethod.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interface_without_an_ambassador_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddGreeterAmbassadors(
            options => options.Configure<IDisposable>(new PolicySettings { Retry = 1 })));

        Assert.Contains("'System.IDisposable', which is not an annotated interface", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_method_is_refused_with_those_that_are_known()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddGreeterAmbassadors(
            options => options.Configure<IGreeter>("Greet", new PolicySettings { Retry = 1 })));

        Assert.Contains("'Tests.IGreeter.Greet', which is not a method with policies. Methods: GreetAsync.", error.Message, StringComparison.Ordinal);
    }
}

using Ambassador.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Tests.DependencyInjection;

/// <summary>Stands for the generated extension methods of the projects in these tests.</summary>
internal static class Registration
{
    public static IServiceCollection AddGreeterAmbassadors(this IServiceCollection services, Action<AmbassadorOptions>? configure = null) =>
        AmbassadorServices.Decorate(services, configure, AddGreeter);

    public static void AddGreeter(AmbassadorRegistry registry) => registry.Add<IGreeter>(
        "Tests.IGreeter", ["GreetAsync"],
        static (targets, runtime, serviceKey) => new GreeterAmbassador(targets, runtime, serviceKey));

    /// <summary>The service behind the ambassador that a service has to be.</summary>
    public static T Behind<T>(this IGreeter greeter) => Assert.IsType<T>(Assert.IsType<GreeterAmbassador>(greeter).Inner);
}

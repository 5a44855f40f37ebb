using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Tests.Analysis;

public class RegistrationAnalyzerTests
{
    private const string Types =
        """

        [Ambassador(Retry = 3)] public interface ICatalog { Task<int> GetAsync(int id); }
        [Ambassador] public interface IStock<T> { Task<T> GetAsync(int id); }
        public interface IPlain { }
        public class Plain : IPlain { }
        public class Stock<T> : IStock<T> { public Task<T> GetAsync(int id) => throw new NotImplementedException(); }
        public class CatalogClient : ICatalog { public Task<int> GetAsync(int id) => Task.FromResult(id); }
        """;

    private const string Using = "using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.DependencyInjection.Extensions;\n";
    private const string Never = "registered without an ambassador, because nothing calls AddGeneratedAmbassadors(); call it after the registrations";
    private const string Early = "registered after AddGeneratedAmbassadors() and so without an ambassador; call it after the registrations";

    private static readonly Rule s_rule = new("AMB0025", DiagnosticSeverity.Warning) { Output = OutputKind.ConsoleApplication };

    [Theory]
    [InlineData("services.[|AddSingleton<ICatalog, CatalogClient>|]();", "ICatalog")]
    [InlineData("services.[|AddSingleton<ICatalog>|](new CatalogClient());", "ICatalog")]
    [InlineData("services.[|AddScoped<ICatalog>|](_ => new CatalogClient());", "ICatalog")]
    [InlineData("services.[|AddTransient|](typeof(ICatalog), typeof(CatalogClient));", "ICatalog")]
    [InlineData("services.[|AddTransient|](typeof(IStock<>), typeof(Stock<>));", "IStock<T>")]
    [InlineData("services.[|AddScoped<IStock<int>, Stock<int>>|]();", "IStock<T>")]
    [InlineData("services.[|AddKeyedSingleton<ICatalog, CatalogClient>|](\"eu\");", "ICatalog")]
    [InlineData("services.[|TryAddSingleton<ICatalog, CatalogClient>|]();", "ICatalog")]
    [InlineData("services.[|AddAmbassadorTargets<ICatalog>|](targets => { });", "ICatalog")]
    [InlineData("services.AddScoped<IPlain, Plain>().[|AddSingleton<ICatalog, CatalogClient>|]().AddLogging();", "ICatalog")]
    [InlineData("services.AddSingleton<ICatalog, CatalogClient>(); services.[|AddScoped<IStock<int>, Stock<int>>|](); services.AddScoped<IPlain, Plain>();", "ICatalog, IStock<T>")]
    public Task Nothing_decorates(string registrations, string subject) => s_rule.FiresAsync(
        $"{Using}var services = new ServiceCollection(); {registrations} using var provider = services.BuildServiceProvider();{Types}", $"{subject}: {Never}");

    [Fact]
    public Task Each_method_that_registers_has_its_own() => s_rule.FiresAsync(
        Using +
        """
        using var provider = new ServiceCollection().AddClients().AddOthers().BuildServiceProvider();
        static class Clients
        {
            public static IServiceCollection AddClients(this IServiceCollection services) => services.[|AddSingleton<ICatalog, CatalogClient>|]();
            public static IServiceCollection AddOthers(this IServiceCollection services)
            {
                if (services.Count > 3)
                    services.[|AddScoped<IStock<int>, Stock<int>>|]();
                return services;
            }
        }
        """ + Types,
        "ICatalog: " + Never,
        "IStock<T>: " + Never);

    [Fact]
    public Task What_the_assembly_names() => s_rule.FiresAsync(
        "[assembly: AmbassadorFor(typeof(IFar))]\nvar services = new ServiceCollection(); services.[|AddSingleton<IFar>|](_ => null!);".Replace("[assembly", Using + "[assembly", StringComparison.Ordinal)
            + " public interface IFar { Task GoAsync(); }",
        "IFar: " + Never);

    [Theory]
    [InlineData("services.[|AddGeneratedAmbassadors|](); services.AddSingleton<ICatalog, CatalogClient>();", "ICatalog")]
    [InlineData("services.[|AddGeneratedAmbassadors|](options => options.RequireAll = false); if (args.Length > 0) { services.AddSingleton<ICatalog, CatalogClient>(); }", "ICatalog")]
    [InlineData("services.AddSingleton<ICatalog, CatalogClient>(); services.[|AddGeneratedAmbassadors|](); services.AddScoped<IStock<int>, Stock<int>>(); services.AddScoped<IPlain, Plain>();", "IStock<T>")]
    public Task Decorated_too_early(string registrations, string subject) => s_rule.FiresAsync(
        $"{Using}var services = new ServiceCollection(); {registrations}{Types}", $"{subject}: {Early}");

    [Fact]
    public Task Decorated_too_early_in_a_method() => s_rule.FiresAsync(
        Using + "Program.Add(new ServiceCollection()); partial class Program { internal static void Add(IServiceCollection services) { services.[|AddGeneratedAmbassadors|](); services.AddSingleton<ICatalog, CatalogClient>(); } }" + Types,
        "ICatalog: " + Early);

    [Theory]
    [InlineData("services.AddSingleton<ICatalog, CatalogClient>(); services.AddGeneratedAmbassadors();")]
    [InlineData("services.AddGeneratedAmbassadors(); services.AddSingleton<ICatalog, CatalogClient>(); services.AddGeneratedAmbassadors();")]
    [InlineData("services.AddGeneratedAmbassadors(); services.AddSingleton<ICatalog, CatalogClient>(); Later(services); static void Later(IServiceCollection services) => services.AddGeneratedAmbassadors();")]
    [InlineData("services.AddSingleton<ICatalog, CatalogClient>(); Later(services); static void Later(IServiceCollection services) => services.AddGeneratedAmbassadors();")]
    [InlineData("var others = new ServiceCollection(); others.AddGeneratedAmbassadors(); services.AddSingleton<ICatalog, CatalogClient>();")]
    [InlineData("if (args.Length > 0) services.AddGeneratedAmbassadors(); services.AddSingleton<ICatalog, CatalogClient>();")]
    [InlineData("services.AddGeneratedAmbassadors(); services.AddSingleton<CatalogClient>(); services.AddScoped<IPlain, Plain>();")]
    [InlineData("services.AddSingleton<IPlain, Plain>(); services.AddSingleton<CatalogClient>();")]
    [InlineData("services.AddSingleton<ICatalog>(_ => new CatalogAmbassador(new CatalogClient()));")]
    [InlineData("services.AddSingleton<ICatalog, CatalogClient>(); System.Console.WriteLine(typeof(CatalogAmbassador));")]
    [InlineData("services.AddSingleton<ICatalog, CatalogClient>(); Ambassador.DependencyInjection.AmbassadorServices.Decorate(services, null, registry => { });")]
    [InlineData("services.AddSingleton<ICatalog, CatalogClient>(); Func<Action<Ambassador.AmbassadorOptions>?, IServiceCollection> decorate = services.AddGeneratedAmbassadors; decorate(null);")]
    [InlineData("services.GetHashCode();")]
    public Task Silent_in_a_program(string registrations) => s_rule.IsSilentAsync($"{Using}var services = new ServiceCollection(); {registrations}{Types}");

    [Fact]
    public Task Silent_in_a_library() => new Rule("AMB0025", DiagnosticSeverity.Warning).IsSilentAsync(
        Using + "public static class Clients { public static void AddClients(this IServiceCollection services) => services.AddSingleton<ICatalog, CatalogClient>(); }" + Types);

    [Fact]
    public async Task Silent_in_tests()
    {
        var xunit = CSharpCompilation.Create("xunit.v3.core", [Compile.Parse("public class Fact { }", "Source0.cs")], Compile.Sources().References, new(OutputKind.DynamicallyLinkedLibrary));

        await new Rule("AMB0025", DiagnosticSeverity.Warning) { Output = OutputKind.ConsoleApplication, References = [xunit.ToMetadataReference()] }.IsSilentAsync(
            $"{Using}var services = new ServiceCollection(); services.AddSingleton<ICatalog, CatalogClient>();{Types}");
    }

    [Theory]
    [InlineData("services.[|AddSingleton<IShared>|](_ => null!);")]
    [InlineData("services.[|AddSingleton<IShared>|](_ => null!); services.AddLogging();")]
    public Task An_interface_of_another_project(string registrations) => Sharing().FiresAsync(
        $"{Using}var services = new ServiceCollection(); {registrations}", "IShared: " + Never);

    [Theory]
    [InlineData("services.AddSingleton<IShared>(_ => null!); services.AddShared();")]
    [InlineData("Add(services); static void Add(IServiceCollection services) => services.AddSingleton<IShared>(_ => null!);")]
    public Task One_that_may_be_decorated_there(string registrations) => Sharing().IsSilentAsync(
        $"{Using}var services = new ServiceCollection(); {registrations}");

    [Theory]
    [InlineData("services.AddSingleton<ICatalog, >();")]
    [InlineData("services.AddSingleton(typeof(), typeof(CatalogClient));")]
    [InlineData("AddSingleton<ICatalog>(); .AddSingleton<ICatalog>();")]
    [InlineData("services.AddGeneratedAmbassadors( services.AddSingleton<ICatalog, CatalogClient>();")]
    public async Task Broken_code_breaks_nothing(string registrations)
    {
        var compilation = Compile.Sources($"using Ambassador; using System.Threading.Tasks; {Using}var services = new ServiceCollection(); {registrations}{Types}");
        await Compile.AnalyzeAsync(compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)), "AMB0025");
    }

    private static Rule Sharing() => new("AMB0025", DiagnosticSeverity.Warning)
    {
        Output = OutputKind.ConsoleApplication,
        References =
        [
            Compile.Referenced(
                "Shop.Shared",
                """
                using Ambassador;
                using Microsoft.Extensions.DependencyInjection;
                using System.Threading.Tasks;

                [Ambassador] public interface IShared { Task GoAsync(); }
                public static class Shared { public static void AddShared(this IServiceCollection services) => services.AddGeneratedAmbassadors(); }
                """),
        ],
    };
}

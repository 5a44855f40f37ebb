using Ambassador.CodeFixes;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.CodeFixes;

public class DecorateRegistrationsTests
{
    private const string Using = "using Microsoft.Extensions.DependencyInjection;\n\n";

    private const string Types =
        """

        [Ambassador.Ambassador] public interface ICatalog { int Get(); }
        [Ambassador.Ambassador] public interface IStock { int Get(); }
        public class Catalog : ICatalog { public int Get() => 1; }
        public class Stock : IStock { public int Get() => 1; }

        """;

    [Theory]
    [InlineData(
        """
        var services = new ServiceCollection();
        services.AddSingleton<ICatalog, Catalog>(); // the catalog
        services.AddScoped<IStock, Stock>();
        using var provider = services.BuildServiceProvider();
        """,
        """
        var services = new ServiceCollection();
        services.AddSingleton<ICatalog, Catalog>(); // the catalog
        services.AddScoped<IStock, Stock>();
        services.AddGeneratedAmbassadors();
        using var provider = services.BuildServiceProvider();
        """)]
    [InlineData(
        """
        var app = (Services: new ServiceCollection(), Name: "shop");
        if (args.Length > 0)
        {
            // the real one
            app.Services
                .AddSingleton<ICatalog, Catalog>()
                .AddScoped<IStock, Stock>();
        }

        app.ToString();
        """,
        """
        var app = (Services: new ServiceCollection(), Name: "shop");
        if (args.Length > 0)
        {
            // the real one
            app.Services
                .AddSingleton<ICatalog, Catalog>()
                .AddScoped<IStock, Stock>();
        }
        app.Services.AddGeneratedAmbassadors();

        app.ToString();
        """)]
    [InlineData(
        """
        if (args.Length > 0)
        {
            var services = new ServiceCollection();
            services.AddSingleton<ICatalog, Catalog>();
            services.BuildServiceProvider();
        }
        """,
        """
        if (args.Length > 0)
        {
            var services = new ServiceCollection();
            services.AddSingleton<ICatalog, Catalog>();
            services.AddGeneratedAmbassadors();
            services.BuildServiceProvider();
        }
        """)]
    [InlineData(
        "using var provider = new ServiceCollection().AddSingleton<ICatalog, Catalog>().AddLogging().BuildServiceProvider();",
        "using var provider = new ServiceCollection().AddSingleton<ICatalog, Catalog>().AddGeneratedAmbassadors().AddLogging().BuildServiceProvider();")]
    [InlineData(
        "Add(new ServiceCollection());\nstatic IServiceCollection Add(IServiceCollection services) => services.AddSingleton<ICatalog, Catalog>(); // one",
        "Add(new ServiceCollection());\nstatic IServiceCollection Add(IServiceCollection services) => services.AddSingleton<ICatalog, Catalog>().AddGeneratedAmbassadors(); // one")]
    [InlineData(
        "Add(new ServiceCollection());\nstatic void Add(IServiceCollection services) { services.AddSingleton<ICatalog, Catalog>(); }",
        "Add(new ServiceCollection());\nstatic void Add(IServiceCollection services) { services.AddSingleton<ICatalog, Catalog>(); services.AddGeneratedAmbassadors(); }")]
    [InlineData(
        """
        var services = new ServiceCollection();

        // Resilience.
        services.AddGeneratedAmbassadors(options => options.RequireAll = true);
        services.AddSingleton<ICatalog, Catalog>();
        if (args.Length > 0)
            services.AddScoped<IStock, Stock>();

        services.BuildServiceProvider();
        """,
        """
        var services = new ServiceCollection();
        services.AddSingleton<ICatalog, Catalog>();
        if (args.Length > 0)
            services.AddScoped<IStock, Stock>();

        // Resilience.
        services.AddGeneratedAmbassadors(options => options.RequireAll = true);

        services.BuildServiceProvider();
        """)]
    [InlineData(
        "Add(new ServiceCollection());\nstatic void Add(IServiceCollection services)\n{\n    services.AddGeneratedAmbassadors(); // all\n    services.AddSingleton<ICatalog, Catalog>();\n}",
        "Add(new ServiceCollection());\nstatic void Add(IServiceCollection services)\n{\n    services.AddSingleton<ICatalog, Catalog>();\n    services.AddGeneratedAmbassadors(); // all\n}")]
    public async Task One_body(string before, string after)
    {
        var fixedText = Assert.Single(await Fixing(Using + before + "\n" + Types).FixFirstAsync());

        Assert.Equal(Using + after + "\n" + Types, fixedText);
        AssertCompiles(fixedText);
    }

    [Theory]
    [InlineData("using Microsoft.Extensions.DependencyInjection.Extensions;\nusing System;\n", "using Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.DependencyInjection.Extensions;\nusing System;\n")]
    [InlineData("// A header.\nusing Microsoft.Extensions.DependencyInjection.Extensions;\n", "// A header.\nusing Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.DependencyInjection.Extensions;\n")]
    [InlineData("using A = System.Int32;\nusing Microsoft.Extensions.DependencyInjection.Extensions;\n", "using Microsoft.Extensions.DependencyInjection;\nusing A = System.Int32;\nusing Microsoft.Extensions.DependencyInjection.Extensions;\n")]
    public async Task The_namespace_is_imported_where_it_is_not(string before, string after)
    {
        const string Registration = "\nMicrosoft.Extensions.DependencyInjection.IServiceCollection services = new Microsoft.Extensions.DependencyInjection.ServiceCollection();\nservices.TryAddSingleton<ICatalog, Catalog>();\n";
        var fixedText = Assert.Single(await Fixing(before + Registration + Types).FixFirstAsync());

        Assert.Equal(after + Registration + "services.AddGeneratedAmbassadors();\n" + Types, fixedText);
        AssertCompiles(fixedText);
    }

    [Fact]
    public async Task All_at_once()
    {
        const string Before =
            """
            Clients.Add(new ServiceCollection());

            static class Clients
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton<ICatalog, Catalog>();
                    More(services);
                }

                private static IServiceCollection More(IServiceCollection services) => services.AddScoped<IStock, Stock>();
            }

            """;

        var fixedText = Assert.Single(await Fixing(Using + Before + Types).FixAllAsync());
        Assert.Equal(
            Using + Before
                .Replace("Catalog>();\n", "Catalog>();\n        services.AddGeneratedAmbassadors();\n", StringComparison.Ordinal)
                .Replace("Stock>();", "Stock>().AddGeneratedAmbassadors();", StringComparison.Ordinal) + Types,
            fixedText);
        AssertCompiles(fixedText);
    }

    private static Fixing Fixing(string source) => new(new DecorateRegistrationsFix(), source) { Output = OutputKind.ConsoleApplication };

    private static void AssertCompiles(string source)
    {
        var compilation = Compile.Sources(source);
        compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)).WithGenerated().AssertCompiles();
    }
}

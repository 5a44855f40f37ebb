using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Benchmarks;

/// <summary>A generator, and what a project that uses it looks like.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Create">Makes its generators.</param>
/// <param name="File">A file for the generator to work on, by its number; the second argument is something that an edit changes.</param>
internal sealed record Contestant(string Name, Func<IEnumerable<IIncrementalGenerator>> Create, Func<int, int, string> File)
{
    private static readonly string s_rivals = Path.Combine(AppContext.BaseDirectory, "rivals");

    public static readonly Contestant Nothing = new("nothing at all", static () => [new DoNothing()], Workload.Interface);

    public static readonly Contestant Ambassador = new("Ambassador", static () => [new AmbassadorGenerator()], Workload.Interface);

    public static readonly Contestant Refit = new("Refit 16.4.0", static () => Load("InterfaceStubGeneratorV2.dll"), RefitInterface);

    public static readonly Contestant Mapperly = new("Mapperly 4.3.1", static () => Load("Riok.Mapperly.dll"), Mapper);

    /// <summary>What the rivals' projects reference.</summary>
    public static IEnumerable<MetadataReference> References =>
        new[] { "Refit.dll", "Riok.Mapperly.Abstractions.dll", "StackExchange.Redis.dll" }.Select(file => MetadataReference.CreateFromFile(Path.Combine(s_rivals, file)));

    private static IEnumerable<IIncrementalGenerator> Load(string file) =>
        Assembly.LoadFrom(Path.Combine(s_rivals, file)).DefinedTypes
            .Where(type => type.IsAssignableTo(typeof(IIncrementalGenerator)) && !type.IsAbstract)
            .Select(type => (IIncrementalGenerator)Activator.CreateInstance(type)!);

    private static string RefitInterface(int number, int version) =>
        $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using Refit;

        namespace Shop.Area{{number % 20}};

        public interface IService{{number}}
        {
            [Get("/v{{version}}/{id}")] Task<Item{{number}}> GetAsync(int id, CancellationToken cancellationToken = default);
            [Get("/find/{name}")] Task<Item{{number}}?> FindAsync(string name, CancellationToken cancellationToken = default);
            [Post("/")] Task SaveAsync([Body] Item{{number}} item, CancellationToken cancellationToken = default);
            [Delete("/{id}")] Task DeleteAsync(int id, CancellationToken cancellationToken = default);
            [Get("/count")] Task<int> CountAsync(CancellationToken cancellationToken = default);
            [Get("/describe/{id}")] Task<string> DescribeAsync(int id, string language, CancellationToken cancellationToken = default);
            [Get("/exists/{id}")] Task<bool> ExistsAsync(int id, CancellationToken cancellationToken = default);
            [Get("/ping")] Task<int> PingAsync();
            [Get("/translate/{key}")] Task<string> TranslateAsync(string key, string language);
            [Post("/move")] Task<long> MoveAsync(int from, int to, CancellationToken cancellationToken = default);
        }

        public sealed record Item{{number}}(int Id, string Name);
        """;

    private static string Mapper(int number, int version)
    {
        var methods = Enumerable.Range(0, 10).Select(method => $"    public partial Target{number} Map{method}Of{version}(Source{number} source);");
        return
            $$"""
            using Riok.Mapperly.Abstractions;

            namespace Shop.Area{{number % 20}};

            [Mapper]
            public partial class Mapper{{number}}
            {
            {{string.Join("\n", methods)}}
            }

            public sealed record Source{{number}}(int Id, string Name);

            public sealed record Target{{number}}(int Id, string Name);
            """;
    }
}

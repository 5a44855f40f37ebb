using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class PartitionTests
{
    [Fact]
    public Task Limits_by_arguments() => Golden.VerifyAsync("""
        using System.Threading;
        using System.Threading.Tasks;
        using Ambassador;

        [Ambassador, Bulkhead(10, PartitionBy = "tenant")]
        public interface ITenants
        {
            Task<int> GetAsync(CancellationToken cancellationToken, string? tenant, int id);

            [RateLimit(5, Burst = 20, PartitionBy = "id")]
            ValueTask SaveAsync(string tenant, CancellationToken cancellationToken, in int id);

            [Bulkhead(2, Queue = 3, PartitionBy = null)]
            void Clear();

            Task<T> FindAsync<T>(T tenant);
        }
        """);

    [Fact]
    public void What_the_decorated_interface_says_wins_over_what_the_declaring_one_says()
    {
        var file = Compile.Generate(Compile.Sources("""
            using Ambassador;

            [Bulkhead(1, PartitionBy = "a"), RateLimit(1, PartitionBy = "a")]
            public interface IBase { int Get(int a, int b); }

            [Ambassador, Bulkhead(1, PartitionBy = "b")]
            public interface IDerived : IBase;
            """))["DerivedAmbassador.g.cs"];

        Assert.Contains("limits.RateLimitBy(_0);", file, StringComparison.Ordinal);
        Assert.Contains("limits.BulkheadBy(_1);", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Dynamic_arguments_are_bound_at_compile_time()
    {
        var compilation = Compile.Sources("""
            [Ambassador.Ambassador]
            public interface IX { [Ambassador.Bulkhead(1, PartitionBy = "key")] int Get(dynamic key); }
            """);
        compilation.WithGenerated().AssertCompiles();

        Assert.Contains("public object _0;", Compile.Generate(compilation)["XAmbassador.g.cs"], StringComparison.Ordinal);
    }
}

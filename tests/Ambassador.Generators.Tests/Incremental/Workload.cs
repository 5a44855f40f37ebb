namespace Ambassador.Generators.Tests.Incremental;

/// <summary>The sources that tests and benchmarks count the cost of.</summary>
internal static class Workload
{
    /// <summary>A file with an annotated interface of ten members, of every kind that is routed, and a type that they use.</summary>
    public static string Interface(int number, int retry = 3) =>
        $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using Ambassador;

        namespace Shop.Area{{number % 20}};

        [Ambassador(Retry = {{retry}}, TimeoutMs = 2_000)]
        public interface IService{{number}}
        {
            ValueTask<Item{{number}}> GetAsync(int id, CancellationToken cancellationToken = default);
            Task<Item{{number}}?> FindAsync(string name, CancellationToken cancellationToken = default);
            Task SaveAsync(Item{{number}} item, CancellationToken cancellationToken = default);
            ValueTask DeleteAsync(int id, CancellationToken cancellationToken = default);
            Task<int> CountAsync(CancellationToken cancellationToken = default);
            Task<string> DescribeAsync(int id, string language, CancellationToken cancellationToken = default);
            ValueTask<bool> ExistsAsync(int id, CancellationToken cancellationToken = default);
            int Ping();
            string Translate(string key, string language);
            Task<long> MoveAsync(int from, int to, CancellationToken cancellationToken = default);
        }

        public sealed record Item{{number}}(int Id, string Name);
        """;

    /// <summary>An interface like the largest that people use: as many members as <c>StackExchange.Redis.IDatabase</c>, half of them asynchronous.</summary>
    public static string Database()
    {
        var members = Enumerable.Range(0, 327).Select(number =>
            $"""
                bool Command{number}(Key key, Value value, System.TimeSpan? expiry = null, string? when = null, int flags = 0);
                System.Threading.Tasks.Task<bool> Command{number}Async(Key key, Value value, System.TimeSpan? expiry = null, string? when = null, int flags = 0);
            """);

        return
            $$"""
            namespace Redis;

            [Ambassador.Ambassador(Retry = 3)]
            public interface IDatabase
            {
            {{string.Join("\n", members)}}
            }

            public readonly record struct Key(string Text);

            public readonly record struct Value(long Number);
            """;
    }

    /// <summary>A file that has nothing to do with any of it, before and after edits of the usual kinds.</summary>
    public static readonly string[] Unrelated =
    [
        "class Unrelated { int _field = 1; int Method() => _field; }",
        "class Unrelated { int _field = 1; int Method() => _field + 1; }",
        "class Unrelated { int _field = 1; int _other = 2; int Method() => _field + _other; void New() { } }",
        "/* A comment. */ class Unrelated { int _field = 1; int _other = 2; int Method() => _field + _other; void New() { } }",
    ];
}

namespace Ambassador.Generators.Tests.Incremental;

/// <summary>The sources that tests and benchmarks count the cost of.</summary>
internal static class Workload
{
    /// <summary>A file with an annotated interface of ten members, of every kind that is routed, and a type that they use.</summary>
    public static string Interface(int number, int retry = 3) => Interface(number, $"Retry = {retry}, TimeoutMs = 2_000");

    /// <summary>The same, with every policy that rules have something to say of.</summary>
    public static string Guarded(int number) =>
        Interface(number, "Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 15_000, Breaker = 0.5, CacheSeconds = 60");

    /// <summary>What implements an interface, and calls the one before in two of three cases.</summary>
    public static string Implementation(int number)
    {
        var (parameter, call) = number % 3 > 0
            ? ($"global::Shop.Area{(number - 1) % 20}.IService{number - 1} inner", "await inner.CountAsync(cancellationToken)")
            : ("", "0");
        return
            $$"""
            using System.Threading;
            using System.Threading.Tasks;

            namespace Shop.Area{{number % 20}};

            public sealed class Service{{number}}({{parameter}}) : IService{{number}}
            {
                public async ValueTask<Item{{number}}> GetAsync(int id, CancellationToken cancellationToken) => (await FindAsync($"{id}", cancellationToken))!;

                public async Task<Item{{number}}?> FindAsync(string name, CancellationToken cancellationToken)
                {
                    await Task.Delay(1, cancellationToken);
                    for (var i = 0; i < 3; i++)
                    {
                        if (await ExistsAsync(i, cancellationToken))
                            return new(i, name);
                    }

                    return null;
                }

                public async Task SaveAsync(Item{{number}} item, CancellationToken cancellationToken) => await Task.Delay(item.Id, cancellationToken);

                public async ValueTask DeleteAsync(int id, CancellationToken cancellationToken) => await Task.Delay(id, cancellationToken);

                public async Task<int> CountAsync(CancellationToken cancellationToken)
                {
                    await Task.Yield();
                    cancellationToken.ThrowIfCancellationRequested();
                    return {{call}};
                }

                public Task<string> DescribeAsync(int id, string language, CancellationToken cancellationToken) => Task.FromResult($"{id} in {language}");

                public ValueTask<bool> ExistsAsync(int id, CancellationToken cancellationToken) => new(id > 0 && !cancellationToken.IsCancellationRequested);

                public int Ping() => 1;

                public string Translate(string key, string language) => key + language;

                public async Task<long> MoveAsync(int from, int to, CancellationToken cancellationToken)
                {
                    await DeleteAsync(from, cancellationToken);
                    return to;
                }
            }
            """;
    }

    /// <summary>A file less the annotation of its interface.</summary>
    public static string Plain(string file) => string.Join('\n', file.Split('\n').Where(line => !line.StartsWith("[Ambassador(", StringComparison.Ordinal)));

    /// <summary>Files in which the assembly annotates so many interfaces.</summary>
    public static IEnumerable<string> Annotations(int interfaces, int files) => Enumerable.Range(0, files).Select(file => string.Concat(
        Enumerable.Range(0, interfaces).Where(number => number % files == file).Select(number =>
            $"[assembly: Ambassador.AmbassadorFor(typeof(Shop.Area{number % 20}.IService{number}), Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 15_000, Breaker = 0.5, CacheSeconds = 60)]\n")));

    private static string Interface(int number, string settings) =>
        $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using Ambassador;

        namespace Shop.Area{{number % 20}};

        [Ambassador({{settings}})]
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

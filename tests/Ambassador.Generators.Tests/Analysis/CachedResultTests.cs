using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class CachedResultTests
{
    private const string Product =
        "public sealed class Product { public string Name { get; init; } = \"\"; public decimal Price { get; set; } } public sealed record Item(int Id, string Name);";

    private static readonly Rule s_kept = new("AMB0009", DiagnosticSeverity.Error);
    private static readonly Rule s_changed = new("AMB0010", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("void Ping();", "the method has no result")]
    [InlineData("Task PingAsync();", "the method has no result")]
    [InlineData("ValueTask PingAsync();", "the method has no result")]
    [InlineData("IAsyncEnumerable<int> All();", "a stream is enumerated anew by each caller and never kept")]
    [InlineData("IAsyncEnumerator<int> All();", "its result is yet to be awaited, enumerated or subscribed to by the caller")]
    [InlineData("IEnumerator<int> All();", "its result is yet to be awaited, enumerated or subscribed to by the caller")]
    [InlineData("IObservable<int> All();", "its result is yet to be awaited, enumerated or subscribed to by the caller")]
    public async Task Nothing_to_keep(string method, string reason)
    {
        var name = method[(method.IndexOf(' ', StringComparison.Ordinal) + 1)..^1];
        var message = $"IX.{name}: CacheSeconds = 60 has nothing to keep, because {reason}; remove it or return what can be kept";

        await s_kept.FiresAsync($"[Ambassador] public interface IX {{ [Ambassador(Retry = 1, [|CacheSeconds = 60|])] {method} }}", message);
        await new Rule("AMB0003", DiagnosticSeverity.Warning).IsSilentAsync($"[Ambassador] public interface IX {{ [Ambassador(Retry = 1, CacheSeconds = 60)] {method} }}");
    }

    [Fact]
    public Task Nothing_to_keep_by_the_assembly() => s_kept.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(IX), CacheSeconds = 5)]
        [assembly: AmbassadorForMethod(typeof(IX), "SaveAsync", [|CacheSeconds = 60|])]
        [assembly: AmbassadorForMethod(typeof(IX), "All", [|CacheSeconds = 60|])]
        public interface IX { Task SaveAsync(int id); IEnumerator<int> All(); int Count(); }
        """,
        "IX.SaveAsync(int): CacheSeconds = 60 has nothing to keep, because the method has no result; remove it or return what can be kept",
        "IX.All: CacheSeconds = 60 has nothing to keep, because its result is yet to be awaited, enumerated or subscribed to by the caller; remove it or return what can be kept");

    [Theory]
    [InlineData("[Ambassador(CacheSeconds = 60)] public interface IX { void A(); Task B(); ValueTask C(); IAsyncEnumerable<int> D(); IEnumerator<int> E(); int F(); }")]
    [InlineData("[Ambassador(CacheSeconds = 60)] public interface IX { [Ambassador(CacheSeconds = 0)] Stream Open(); [Ambassador(CacheSeconds = 0)] Task A(); }")]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { Stream Open(); }")]
    public Task A_cache_that_is_not_meant(string source) => s_kept.IsSilentAsync(source);

    [Theory]
    [InlineData("Stream", "Stream", "is read once")]
    [InlineData("Task<FileStream?>", "FileStream", "is read once")]
    [InlineData("ValueTask<StreamReader>", "StreamReader", "is read once")]
    [InlineData("IQueryable<int>", "IQueryable<int>", "is a query that is yet to run, and runs anew for each caller")]
    [InlineData("Task<IOrderedQueryable<int>>", "IOrderedQueryable<int>", "is a query that is yet to run, and runs anew for each caller")]
    [InlineData("Task<IEnumerator<int>>", "IEnumerator<int>", "is enumerated once")]
    [InlineData("Task<System.Collections.IEnumerator>", "IEnumerator", "is enumerated once")]
    [InlineData("Task<IAsyncEnumerable<int>>", "IAsyncEnumerable<int>", "is a stream that is yet to be enumerated")]
    [InlineData("Task<System.Net.Http.HttpResponseMessage>", "HttpResponseMessage", "is read once and disposed")]
    [InlineData("Task<IDisposable>", "IDisposable", "is disposed by whoever is done with it first")]
    [InlineData("Task<IAsyncDisposable>", "IAsyncDisposable", "is disposed by whoever is done with it first")]
    [InlineData("Task<System.Text.Json.JsonDocument>", "JsonDocument", "is disposed by whoever is done with it first")]
    [InlineData("Task<Connection>", "Connection", "is disposed by whoever is done with it first")]
    [InlineData("Task<ISession>", "ISession", "is disposed by whoever is done with it first")]
    [InlineData("Task<Task<int>>", "Task<int>", "is work that is yet to end, and whose failure would be kept")]
    [InlineData("Task<ValueTask>", "ValueTask", "is work that is yet to end, and whose failure would be kept")]
    [InlineData("Task<IReadOnlyList<Stream>>", "Stream", "is read once")]
    [InlineData("(int, Stream)", "Stream", "is read once")]
    [InlineData("Stream?[]", "Stream", "is read once")]
    public Task What_can_be_used_once(string result, string type, string reason) => s_kept.FiresAsync(
        $"[Ambassador([|CacheSeconds = 60|])] public interface IX {{ {result} OpenAsync(int id); int Count(); }} public sealed class Connection : IDisposable {{ public void Dispose() {{ }} }} public interface ISession : IAsyncDisposable;",
        $"IX.OpenAsync(int): CacheSeconds = 60 hands one '{type}' to every caller, which {reason}; return what it holds, or set CacheSeconds = 0 for the method");

    [Fact]
    public Task What_one_setting_does_to_several_methods_is_said_once() => s_kept.FiresAsync(
        """
        [Ambassador([|CacheSeconds = 60|])]
        public interface IX : IBase
        {
            Stream A(); [Ambassador([|CacheSeconds = 5|])] Stream B(); T C<T>() where T : Stream; Stream D(int id); Stream D(string id); Stream E();
        }

        public interface IBase { Stream F(); }
        """,
        "IX.A(): CacheSeconds = 60 hands one 'Stream' to every caller, which is read once; return what it holds, or set CacheSeconds = 0 for the method (so it is with C, D, E and 1 more)",
        "IX.B(): CacheSeconds = 5 hands one 'Stream' to every caller, which is read once; return what it holds, or set CacheSeconds = 0 for the method");

    [Fact]
    public Task What_is_said_of_a_base_is_not_said_again() => s_kept.FiresAsync(
        "[Ambassador([|CacheSeconds = 60|])] public interface IBase { Stream Open(); } [Ambassador(Retry = 1)] public interface IX : IBase { int Count(); }");

    [Fact]
    public Task A_base_with_other_type_arguments_is_looked_at() => s_kept.FiresAsync(
        "public interface IBase<T> { T Open(); } [Ambassador([|CacheSeconds = 60|])] public interface IX : IBase<Stream>;",
        "IBase<Stream>.Open(): CacheSeconds = 60 hands one 'Stream' to every caller, which is read once; return what it holds, or set CacheSeconds = 0 for the method");

    [Theory]
    [InlineData("object")]
    [InlineData("string?")]
    [InlineData("Task<int>")]
    [InlineData("IEnumerable<int>")]
    [InlineData("Task<IReadOnlyList<Item>>")]
    [InlineData("System.Data.DataTable")]
    [InlineData("Task<T>")]
    [InlineData("dynamic")]
    [InlineData("Task<Type>")]
    [InlineData("Task<Func<Stream>>")]
    public Task What_can_be_kept(string result) => s_kept.IsSilentAsync($"[Ambassador(CacheSeconds = 60)] public interface IX<T> {{ {result} GetAsync(); }} {Product}");

    [Theory]
    [InlineData("int[]", "elements of 'int[]' can be replaced")]
    [InlineData("Task<byte[]?>", "elements of 'byte[]' can be replaced")]
    [InlineData("Task<List<Item>>", "'List<Item>' can be changed")]
    [InlineData("IList<int>", "'IList<int>' can be changed")]
    [InlineData("ICollection<int>", "'ICollection<int>' can be changed")]
    [InlineData("IDictionary<string, int>", "'IDictionary<string, int>' can be changed")]
    [InlineData("Dictionary<string, int>", "'Dictionary<string, int>' can be changed")]
    [InlineData("System.Text.StringBuilder", "'StringBuilder' can be changed")]
    [InlineData("Products", "'Products' can be changed")]
    [InlineData("Memory<byte>", "'Memory<byte>' can be changed")]
    [InlineData("System.Text.Json.Nodes.JsonObject", "'JsonObject' can be changed")]
    [InlineData("System.Data.DataTable", "'DataTable' can be changed")]
    [InlineData("Task<Product>", "'Product.Price' has a public setter")]
    [InlineData("Task<Cheap>", "'Product.Price' has a public setter")]
    [InlineData("Task<IReadOnlyList<Product?>>", "'Product.Price' has a public setter")]
    [InlineData("IEnumerable<Product>", "'Product.Price' has a public setter")]
    [InlineData("(int, Product)?", "'Product.Price' has a public setter")]
    [InlineData("Node", "'Node.Items' is a 'List<int>'")]
    [InlineData("Point", "'Point.X' is a public field")]
    [InlineData("Holder", "'Product.Price' has a public setter")]
    [InlineData("Bag", "'Bag.this[int]' has a public setter")]
    [InlineData("Box<Product>", "'Product.Price' has a public setter")]
    public Task What_callers_share_and_can_change(string result, string reason) => s_changed.FiresAsync(
        $$"""
        [Ambassador([|CacheSeconds = 60|])] public interface IX { {{result}} GetAsync(int id); }
        {{Product}}
        public sealed class Products : List<int>;
        public class Cheap : Base { public int Id { get; } } public class Base { public Product? Product { get; } }
        public sealed class Node { public Node? Next { get; } public Other? Other { get; } public List<int> Items { get; } = []; }
        public sealed class Other { public Node? Back { get; } }
        public class Point { public int X; }
        public readonly struct Holder { public Product? Product { get; init; } }
        public class Bag { public int this[int index] { get => index; set { } } }
        public sealed record Box<T>(T Value);
        """,
        $"IX.GetAsync(int): CacheSeconds = 60 hands one result to every caller, and {reason}: what one changes the others see; return an immutable type, or set CacheSeconds = 0 for the method");

    [Theory]
    [InlineData("string")]
    [InlineData("Task<Item?>")]
    [InlineData("Task<IReadOnlyList<Item>>")]
    [InlineData("IEnumerable<IReadOnlyDictionary<string, Item>>")]
    [InlineData("System.Collections.Immutable.ImmutableArray<Item>")]
    [InlineData("System.Collections.Immutable.ImmutableDictionary<string, Item>")]
    [InlineData("System.Collections.Frozen.FrozenDictionary<string, Item>")]
    [InlineData("System.Collections.ObjectModel.ReadOnlyCollection<Item>")]
    [InlineData("ILookup<int, Item>")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("(int Count, string Name)")]
    [InlineData("KeyValuePair<string, Item>?")]
    [InlineData("Uri")]
    [InlineData("Version")]
    [InlineData("Type")]
    [InlineData("System.Text.RegularExpressions.Regex")]
    [InlineData("System.Numerics.BigInteger")]
    [InlineData("DateTimeOffset")]
    [InlineData("System.Globalization.CultureInfo")]
    [InlineData("System.Text.Encoding")]
    [InlineData("System.Net.IPAddress")]
    [InlineData("System.Text.Json.JsonElement")]
    [InlineData("DayOfWeek")]
    [InlineData("object")]
    [InlineData("Func<int>")]
    [InlineData("T")]
    [InlineData("IProduct")]
    [InlineData("Mutable")]
    [InlineData("Marked")]
    [InlineData("Hidden")]
    [InlineData("Circle")]
    [InlineData("Growing<int>")]
    [InlineData("Stream")]
    public Task What_cannot_be_changed(string result) => s_changed.IsSilentAsync(
        $$"""
        [Ambassador(CacheSeconds = 60)] public interface IX<T> { {{result}} GetAsync(int id); }
        {{Product}}
        public interface IProduct { decimal Price { get; } }
        public struct Mutable { public int X { get; set; } public string Y; }
        [System.ComponentModel.ImmutableObject(true)] public class Marked { public int X { get; set; } }
        public class Hidden { public int X { get; private set; } public int Y { get; init; } internal int Z { get; set; } public static int W { get; set; } protected int[] V { get; set; } = []; private int _u; public int Next() => ++_u; }
        public sealed record Circle(int Id, Circle? Next, Around? Around);
        public sealed record Around(Circle Back);
        public sealed record Growing<T>(T Value, Growing<Growing<T>>? Next);
        """);

    [Fact]
    public Task What_is_not_cached_may_be_changed() => s_changed.IsSilentAsync(
        "[Ambassador(Retry = 3)] public interface IX { int[] A(); [Ambassador(CacheSeconds = 0)] int[] B(); [Ambassador(CacheSeconds = 60)] IAsyncEnumerable<int[]> C(); }");

    [Fact]
    public async Task Classes_of_other_assemblies_are_looked_into()
    {
        var rule = new Rule("AMB0010", DiagnosticSeverity.Warning)
        {
            References = [Compile.Referenced("Contracts", "namespace Contracts; public class Order { public int Id { get; set; } } public record Line(int Id); public sealed class Plain { public int Id { get; } }")],
        };

        await rule.FiresAsync(
            "[Ambassador([|CacheSeconds = 60|])] public interface IX { Task<Contracts.Order> GetAsync(int id); }",
            "IX.GetAsync(int): CacheSeconds = 60 hands one result to every caller, and 'Order.Id' has a public setter: what one changes the others see; return an immutable type, or set CacheSeconds = 0 for the method");
        await rule.IsSilentAsync("[Ambassador(CacheSeconds = 60)] public interface IX { Task<Contracts.Line> GetAsync(int id); Contracts.Plain Plain(); }");
    }

    [Fact]
    public Task Of_a_foreign_interface() => s_changed.FiresAsync(
        "[assembly: AmbassadorFor(typeof(IX), Retry = 3)] [assembly: AmbassadorForMethod(typeof(IX), \"A\", [|CacheSeconds = 1.5|])] public interface IX { int[] A(int id); int[] A(string id); int[] B(); }",
        "IX.A(int): CacheSeconds = 1.5 hands one result to every caller, and elements of 'int[]' can be replaced: what one changes the others see; return an immutable type, or set CacheSeconds = 0 for the method (so it is with A)");

    [Fact]
    public async Task Code_that_does_not_compile_is_passed_over()
    {
        var sources = Compile.Sources(
            "using Ambassador; [Ambassador(CacheSeconds = 60)] public interface IX { Missing A(Missing m); System.Threading.Tasks.Task<Missing<int>> B(System.Collections.Generic.List<Missing> l); X C(X x); [Ambassador(CacheSeconds = )] int D(); } public class X : Missing { public Missing P { get; } }");

        Assert.Empty(await Compile.AnalyzeAsync(sources, "AMB0009", "AMB0010", "AMB0018", "AMB0022"));
    }
}

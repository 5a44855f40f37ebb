using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class CacheKeyAnalyzerTests
{
    private const string Types =
        """

        public class Query { public string Text { get; set; } = ""; }
        public class Marker;
        public sealed record Filter(string Text, string[] Tags);
        public record Base(List<int> Ids);
        public sealed record Derived(string Text) : Base([1]);
        public sealed record Outer(Filter Filter);
        public sealed record WithQuery(int Page, Query Query);
        public readonly record struct Page(int Number, int[] Ids);
        public struct Plain { public int[]? Ids; }
        public class Products : List<int>;
        public delegate int Pick(int id);
        """;

    private static readonly Rule s_rule = new("AMB0011", DiagnosticSeverity.Error);

    [Theory]
    [InlineData("int[]", "'int[]' is compared by reference")]
    [InlineData("List<int>?", "'List<int>' is compared by reference")]
    [InlineData("Dictionary<string, int>", "'Dictionary<string, int>' is compared by reference")]
    [InlineData("IEnumerable<int>", "'IEnumerable<int>' is compared by reference")]
    [InlineData("IReadOnlyList<string>", "'IReadOnlyList<string>' is compared by reference")]
    [InlineData("IDictionary<string, int>", "'IDictionary<string, int>' is compared by reference")]
    [InlineData("System.Collections.IList", "'IList' is compared by reference")]
    [InlineData("IQueryable<int>", "'IQueryable<int>' is compared by reference")]
    [InlineData("System.Collections.Immutable.ImmutableArray<int>", "'ImmutableArray<int>' is compared by reference")]
    [InlineData("System.Collections.Immutable.ImmutableList<int>", "'ImmutableList<int>' is compared by reference")]
    [InlineData("ReadOnlyMemory<byte>", "'ReadOnlyMemory<byte>' is compared by reference")]
    [InlineData("Func<int, bool>", "'Func<int, bool>' is compared by reference")]
    [InlineData("System.Linq.Expressions.Expression<Func<int, bool>>", "'Expression<Func<int, bool>>' is compared by reference")]
    [InlineData("System.Security.Claims.ClaimsPrincipal", "'ClaimsPrincipal' is compared by reference")]
    [InlineData("MemoryStream", "'MemoryStream' is compared by reference")]
    [InlineData("Pick", "'Pick' is compared by reference")]
    [InlineData("Products", "'Products' has no Equals of its own")]
    [InlineData("Query", "'Query' has no Equals of its own")]
    [InlineData("in Query", "'Query' has no Equals of its own")]
    [InlineData("Marker", "'Marker' has no Equals of its own")]
    [InlineData("Filter", "'Filter.Tags', a 'string[]', is compared by reference")]
    [InlineData("Derived", "'Base.Ids', a 'List<int>', is compared by reference")]
    [InlineData("Outer", "'Filter.Tags', a 'string[]', is compared by reference")]
    [InlineData("WithQuery", "'Query' has no Equals of its own")]
    [InlineData("Page?", "'Page.Ids', a 'int[]', is compared by reference")]
    [InlineData("Plain", "'Plain.Ids', a 'int[]', is compared by reference")]
    [InlineData("(int, string[])", "'string[]' is compared by reference")]
    [InlineData("Tuple<int, List<int>>", "'List<int>' is compared by reference")]
    [InlineData("KeyValuePair<string, int[]>", "'int[]' is compared by reference")]
    public async Task A_part_of_the_key_that_is_equal_to_nothing(string type, string reason)
    {
        await s_rule.FiresAsync(
            $"[Ambassador(CacheSeconds = 60)] public interface IX {{ Task<int> FindAsync(int page, {type} [|query|], CancellationToken token); }}{Types}",
            $"IX.FindAsync(int, {Display(type)}, CancellationToken): CacheSeconds = 60 keeps results that no other call finds, because 'query' is part of their key and {reason}; make it a type with value equality, such as a record, or leave it out of the key with [CacheKeyIgnore]");
        await s_rule.IsSilentAsync(
            $"[Ambassador(CacheSeconds = 60)] public interface IX {{ Task<int> FindAsync(int page, [CacheKeyIgnore] {type} query, CancellationToken token); }}{Types}");
    }

    [Theory]
    [InlineData("int")]
    [InlineData("string?")]
    [InlineData("Guid")]
    [InlineData("DateTime?")]
    [InlineData("DayOfWeek")]
    [InlineData("object")]
    [InlineData("dynamic")]
    [InlineData("T")]
    [InlineData("Uri")]
    [InlineData("Version")]
    [InlineData("Type")]
    [InlineData("System.Reflection.Assembly")]
    [InlineData("System.Globalization.CultureInfo")]
    [InlineData("System.Text.Encoding")]
    [InlineData("TimeZoneInfo")]
    [InlineData("System.Net.IPAddress")]
    [InlineData("System.Text.RegularExpressions.Regex")]
    [InlineData("StringComparer")]
    [InlineData("IEnumerable<char>")]
    [InlineData("IComparable")]
    [InlineData("(int, string)")]
    [InlineData("KeyValuePair<string, int>")]
    [InlineData("Tuple<int, string>")]
    [InlineData("IKey")]
    [InlineData("Good")]
    [InlineData("Point")]
    [InlineData("Own")]
    [InlineData("OwnRecord")]
    [InlineData("Equatable")]
    [InlineData("FromBase")]
    [InlineData("Status")]
    [InlineData("Abstract")]
    [InlineData("Service")]
    [InlineData("Circle")]
    [InlineData("PolicySettings?")]
    [InlineData("Values")]
    public Task A_part_with_value_equality_or_none_for_sure(string type) => s_rule.IsSilentAsync(
        $$"""
        [Ambassador(CacheSeconds = 60)] public interface IX<T> { Task<int> FindAsync({{type}} query, CancellationToken token); }
        public interface IKey { string Text { get; } }
        public sealed record Good(int Id, string Text, DateOnly Day, Point Point, IKey Key, object Any);
        public struct Point { public int X { get; set; } public string Y; }
        public class Own { public int[] Ids { get; } = []; public override bool Equals(object? obj) => true; public override int GetHashCode() => 0; }
        public sealed record OwnRecord(int[] Ids) { public bool Equals(OwnRecord? other) => true; public override int GetHashCode() => 0; }
        public class Equatable : IEquatable<Equatable> { public int Id { get; set; } public bool Equals(Equatable? other) => true; }
        public class FromBase : Own { public int Id { get; set; } }
        public sealed class Status { public static readonly Status Open = new("o"); private Status(string name) => Name = name; public string Name { get; } }
        public abstract class Abstract { public int Id { get; set; } }
        public class Service { public int Count() => 1; }
        public sealed record Circle(int Id, Circle? Next);
        public readonly struct Values : IEquatable<Values> { private readonly int[] _values; public Values(int[] values) => _values = values; public bool Equals(Values other) => _values.Length == other._values.Length; }
        """);

    [Theory]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { int Find(int[] ids); }")]
    [InlineData("[Ambassador(CacheSeconds = 60)] public interface IX { int Find(int id, int[]? ids = null); }")]
    [InlineData("[Ambassador(CacheSeconds = 60)] public interface IX { [Ambassador(CacheSeconds = 0)] int Find(int[] ids); void Save(int[] ids); Task SaveAsync(int[] ids); IAsyncEnumerable<int> All(int[] ids); bool Try(int[] ids, out int id); Stream Open(int[] ids); }")]
    public Task What_has_no_key(string source) => s_rule.IsSilentAsync(source);

    [Fact]
    public Task Each_parameter_has_its_own() => s_rule.FiresAsync(
        "[Ambassador(CacheSeconds = 60)] public partial interface IX { int A(int[] [|a|], [CacheKeyIgnore] int[] b, List<int> [|c|]); } public partial interface IX { [Ambassador(CacheSeconds = 5)] int B(int[] [|d|]); }");

    [Fact]
    public Task Of_inherited_and_foreign_methods_the_setting() => s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(IForeign), [|CacheSeconds = 60|])]
        [Ambassador([|CacheSeconds = 60|])] public interface IX : IBase { int C(int[] [|a|]); }
        [Ambassador([|CacheSeconds = 5|])] public interface IY : IBase;
        public interface IBase { int A(int[] a, int[] b); int B(int[] a); }
        public interface IForeign : IBase { int C(int i); }
        """,
        "IBase.A(int[], int[]): CacheSeconds = 60 keeps results that no other call finds, because 'a' is part of their key and 'int[]' is compared by reference; make it a type with value equality, such as a record, or leave it out of the key with [CacheKeyIgnore] (so it is with B)",
        "IBase.A(int[], int[]): CacheSeconds = 60 keeps results that no other call finds, because 'a' is part of their key and 'int[]' is compared by reference; make it a type with value equality, such as a record, or leave it out of the key with [CacheKeyIgnore] (so it is with B)",
        "IX.C(int[]): CacheSeconds = 60 keeps results that no other call finds, because 'a' is part of their key and 'int[]' is compared by reference; make it a type with value equality, such as a record, or leave it out of the key with [CacheKeyIgnore]",
        "IBase.A(int[], int[]): CacheSeconds = 5 keeps results that no other call finds, because 'a' is part of their key and 'int[]' is compared by reference; make it a type with value equality, such as a record, or leave it out of the key with [CacheKeyIgnore] (so it is with B)");

    [Fact]
    public Task What_is_said_of_a_base_is_not_said_again() => s_rule.FiresAsync(
        "[Ambassador(CacheSeconds = 60)] public interface IBase { int A(int[] [|a|]); } [Ambassador] public interface IX : IBase { int B(int b); }");

    [Fact]
    public async Task Classes_of_other_assemblies()
    {
        var rule = new Rule("AMB0011", DiagnosticSeverity.Error)
        {
            References = [Compile.Referenced("Contracts", "namespace Contracts; public class Order { public int Id { get; set; } } public record Line(int[] Ids); public class Client { public void Run() { } } public interface IOrders { int Find(int[] ids); }")],
        };

        await rule.FiresAsync("[Ambassador(CacheSeconds = 60)] public interface IX { int A(Contracts.Order [|order|]); }");
        await rule.FiresAsync(
            "[assembly: AmbassadorFor(typeof(Contracts.IOrders), [|CacheSeconds = 60|])]",
            "IOrders.Find(int[]): CacheSeconds = 60 keeps results that no other call finds, because 'ids' is part of their key and 'int[]' is compared by reference; set CacheSeconds = 0 for the method");
        await rule.IsSilentAsync("[Ambassador(CacheSeconds = 60)] public interface IX { int A(Contracts.Line line, Contracts.Client client); }");
    }

    [Theory]
    [InlineData("void M([[|CacheKeyIgnore|]] int id);", "[CacheKeyIgnore] of 'IX.M(int), id' has no effect: it has no result that could be kept")]
    [InlineData("Task M([[|CacheKeyIgnore|]] int id);", "[CacheKeyIgnore] of 'IX.M(int), id' has no effect: it has no result that could be kept")]
    [InlineData("IAsyncEnumerable<int> M([[|CacheKeyIgnore|]] int id);", "[CacheKeyIgnore] of 'IX.M(int), id' has no effect: it has no result that could be kept")]
    [InlineData("int M([[|CacheKeyIgnore|]] ref int id);", "[CacheKeyIgnore] of 'IX.M(ref int), id' has no effect: a parameter is passed by reference")]
    [InlineData("int M([[|CacheKeyIgnore|]] CancellationToken token);", "[CacheKeyIgnore] of 'IX.M(CancellationToken), token' has no effect: it is never part of the key")]
    [InlineData("int M([[|CacheKeyIgnore|]] PolicySettings? settings);", "[CacheKeyIgnore] of 'IX.M(PolicySettings?), settings' has no effect: it is never part of the key")]
    public async Task A_parameter_that_would_not_be_in_the_key(string method, string message)
    {
        var rule = new Rule("AMB0003", DiagnosticSeverity.Warning);

        await rule.FiresAsync($"[Ambassador] public interface IX {{ {method} }}", message);
        await rule.IsSilentAsync("[Ambassador] public interface IX { int M([CacheKeyIgnore] int id, CancellationToken token); } public interface IBase { int M([CacheKeyIgnore] int[] ids); }");
    }

    private static string Display(string type) => type[(type.LastIndexOf('.') + 1)..];
}

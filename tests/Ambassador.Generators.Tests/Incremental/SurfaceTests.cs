using System.Runtime.CompilerServices;
using Ambassador.Generators.Extraction;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Tests.Incremental;

/// <summary>Which edits of another file lead to the interfaces being read again: all that can change a model, and hardly any other.</summary>
public class SurfaceTests
{
    private const string Interfaces =
        """
        using System.Threading.Tasks;

        namespace Shop
        {
            [Ambassador.Ambassador(Retry = Defaults.Retry, TimeoutMs = (int)Limits.Timeout, Pipeline = nameof(Defaults.Next))]
            [Ambassador.Fallback(typeof(Archive))]
            public partial interface ICatalog : IBase
            {
                Task<Item> GetAsync(int id);
                Task<Response> SendAsync(int id);
                Task<Reply> AskAsync(int id);
                Result Find(Key key, Item? item);
                void Put(Value value);
                Words Describe();
            }
        }
        """;

    private const string Others =
        """
        global using Words = System.Text.StringBuilder;

        namespace Shop
        {
            public static class Defaults
            {
                private static int s_calls = 1;
                public const int Retry = 1;
                static Defaults() { }
                public static int Calls { get; } = s_calls;
                public static int Next() => s_calls + 1;
                public static int Previous() { return s_calls - 1; }
            }

            public enum Limits { Timeout = 1 }

            public interface IBase { void Begin(); void End() { } [Ambassador.Retry(2, When = nameof(Is))] void Ask(); static bool Is(System.Exception e) => true; }

            public class Item { public int Id; }

            public class Result { public int Total; }

            public struct Value { public int Amount; public int Rest; }

            public sealed record Key(string Text);

            public class Archive : Store { public int Id; }

            public abstract class Store : ICatalog { public int Count; }

            public class Response { public int Code => 1; }

            public sealed record Reply(int Code);
        }
        """;

    [Theory]
    [InlineData("const int Retry = 1", "const int Retry = 2")]
    [InlineData("Timeout = 1", "Timeout = 2")]
    [InlineData("void Begin();", "void Begin(int id);")]
    [InlineData("void Begin();", "[System.Obsolete] void Begin();")]
    [InlineData("void Begin();", "[Ambassador.Ambassador(Retry = 2)] void Begin();")]
    [InlineData("void Begin();", "static abstract void Begin();")]
    [InlineData("void End() { }", "sealed void End() { }")]
    [InlineData("public interface IBase {", "public interface IBase : System.IDisposable {")]
    [InlineData("public interface IBase {", "[Ambassador.Ambassador(Breaker = 0.5)] public interface IBase {")]
    [InlineData("public int Total;", "public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => default;")]
    [InlineData("public class Result {", "public class Result : System.Collections.Generic.List<int>, System.IObservable<int> { public System.IDisposable Subscribe(System.IObserver<int> o) => null!;")]
    [InlineData("public struct Value {", "public ref struct Value {")]
    [InlineData("public class Item {", "class Unrelated { } } public class Item { } namespace Elsewhere { public class Item {")]
    [InlineData("public class Item {", "public partial interface ICatalog { void More(); } public class Item {")]
    [InlineData("public class Item {", "public class CatalogAmbassador { } public class Item {")]
    [InlineData("public class Item {", "public class Task<T> { } public class Item {")]
    [InlineData("namespace Shop\n", "[assembly: Ambassador.AmbassadorForMethod(typeof(Shop.ICatalog), \"Find\", CacheSeconds = 5)] namespace Shop\n")]
    [InlineData("System.Text.StringBuilder", "System.String")]
    [InlineData("class Result", "class Outcome")]
    [InlineData("Is(System.Exception e)", "Is(string e)")]
    [InlineData("static bool Is", "private static bool Is")]
    [InlineData("class Archive : Store", "class Archive")]
    [InlineData("class Store : ICatalog", "class Store")]
    [InlineData("public class Archive : Store {", "file class Archive : Store {")]
    [InlineData("public int Code =>", "public System.Net.HttpStatusCode StatusCode =>")]
    [InlineData("Reply(int Code)", "Reply(System.Net.HttpStatusCode StatusCode)")]
    [InlineData("record Reply(int Code);", "record Reply(int Code) { public System.Net.HttpStatusCode StatusCode { get; init; } }")]
    [InlineData("public interface IBase {", "internal interface IBase { } public interface IBase<T> {")]
    public void What_can_change_a_model_is_noticed(string before, string after) => AssertNoticed(Others, Edit(before, after));

    [Theory]
    [InlineData("#nullable disable\n", "")]
    [InlineData("class C {\n#nullable disable\nvoid M() { } }", "class C { void M() { } }")]
    [InlineData("class C { int _field =\n#nullable disable\n1; }", "class C { int _field = 1; }")]
    [InlineData("class C { void M() {\n#nullable disable\n} }", "class C { void M() {\n} }")]
    [InlineData("class C { void M() {\n#nullable disable\n} }", "class C { void M() {\n#nullable enable\n} }")]
    [InlineData("class C { void M() {\n#nullable disable\n} }\n#nullable enable\n", "class C { void M() {\n} }\n#nullable enable\n")]
    [InlineData("// <auto-generated/>\n", "")]
    [InlineData("/* by hand */\n/* <autogenerated> */\n", "/* by hand */\n")]
    public void Whether_nullability_is_on_is_noticed(string before, string after)
    {
        const string Base = "public interface IBase { void Find(string? name); }";
        const string Interface = "[Ambassador.Ambassador] public interface ICatalog : IBase;";
        var compilation = Compile.Sources(before + Base, Interface);
        var edited = Replace(compilation, after + Base);

        AssertAsFromScratch(compilation, edited);
        AssertAsFromScratch(edited, compilation);
        Assert.NotEqual(CompilationSurface.Of(compilation, CancellationToken.None), CompilationSurface.Of(edited, CancellationToken.None));
    }

    [Theory]
    [InlineData("// a comment\n", "")]
    [InlineData("s_calls = 1;", "s_calls = 2;")]
    [InlineData("s_calls + 1;", "s_calls + 2;")]
    [InlineData("return s_calls - 1;", "var calls = s_calls; return calls - 1;")]
    [InlineData("public static int Next() =>", "public static int Next(int more) => more +")]
    [InlineData("public static int Calls { get; } = s_calls;", "public static int Calls { get; set; }")]
    [InlineData("static Defaults() { }", "")]
    [InlineData("int Next()", "int Following()")]
    [InlineData("Is(System.Exception e) => true", "Is(System.Exception e) => false")]
    [InlineData("public int Id;", "public int Id, Number; public void Method() { } public event System.Action Event; public int this[int i] => i; ~Item() { } public static Item operator +(Item a, Item b) => a; public static implicit operator int(Item a) => 1;")]
    [InlineData("public int Amount;", "public int Amount { get; }")]
    [InlineData("public class Archive : Store { public int Id; }", "public class Archive : Store { public Archive() { } public void Clean() { } }")]
    [InlineData("namespace Shop\n", "System.Console.WriteLine(1); namespace Shop\n")]
    public void What_cannot_is_not(string before, string after)
    {
        var edited = Edit(before, after);
        Assert.Equal(before.StartsWith("//", StringComparison.Ordinal), edited == Others);

        var compilation = Compile.Sources(before.StartsWith("//", StringComparison.Ordinal) ? before + Others : Others, Interfaces);
        var result = Incrementality.RunTwice(compilation, Replace(compilation, edited));

        foreach (var step in (string[])[AmbassadorGenerator.Steps.Interfaces, AmbassadorGenerator.Steps.InterfacesOfAssembly, AmbassadorGenerator.Steps.Environment])
            Assert.All(result.TrackedSteps.GetValueOrDefault(step, []).SelectMany(run => run.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void Options_and_references_are_noticed()
    {
        var compilation = Compile.Sources("[Ambassador.Ambassador] public unsafe interface IMemory { void Write(int* target); }", "class C { }");

        Assert.Empty(NamesOf(Incrementality.RunTwice(compilation, compilation.WithOptions(compilation.Options.WithAllowUnsafe(false)))));
        Assert.Equal(
            Compile.Generate(compilation.WithAssemblyName("Other")),
            Compile.Texts(Incrementality.RunTwice(compilation, compilation.WithAssemblyName("Other"))));

        var less = compilation.RemoveReferences(compilation.References.Single(
            reference => reference.Display!.EndsWith("Microsoft.Extensions.DependencyInjection.Abstractions.dll", StringComparison.Ordinal)));
        Assert.Equal(Compile.Generate(less), Compile.Texts(Incrementality.RunTwice(compilation, less)));
    }

    [Fact]
    public void What_a_reference_declares_is_noticed()
    {
        var before = Reference("int Get();");
        var after = Reference("int Find();");
        var compilation = Compile.Sources("[assembly: Ambassador.AmbassadorFor(typeof(Storage.IStorage))]").AddReferences(before);

        AssertAsFromScratch(compilation, compilation.ReplaceReference(before, after));

        static MetadataReference Reference(string member) =>
            Compile.Sources($"namespace Storage {{ public interface IStorage {{ {member} }} }}").WithAssemblyName("Storage").ToMetadataReference();
    }

    [Fact]
    public void A_file_more_or_less_is_noticed()
    {
        var compilation = Compile.Sources(Others, Interfaces);
        var more = compilation.AddSyntaxTrees(Compile.Parse("namespace Shop { public partial interface ICatalog { int More(); } }", "Source.More.cs"));

        AssertAsFromScratch(compilation, more);
        AssertAsFromScratch(more, compilation);
    }

    [Fact]
    public void A_compilation_that_is_gone_is_made_again()
    {
        var surface = Forgotten();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal("Shop.Client", surface.Compilation.AssemblyName);
        Assert.Single(AnnotatedReader.ReadInterface("Shop.ICatalog", surface, TestContext.Current.CancellationToken));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static CompilationSurface Forgotten() => CompilationSurface.Of(Compile.Sources(Others, Interfaces), CancellationToken.None);
    }

    private static string Edit(string before, string after) => Others.Replace(before, after, StringComparison.Ordinal);

    private static CSharpCompilation Replace(CSharpCompilation compilation, string source) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Compile.Parse(source, "Source0.cs"));

    private static void AssertNoticed(string before, string after)
    {
        Assert.NotEqual(before, after);
        var compilation = Compile.Sources(before, Interfaces);
        var edited = Replace(compilation, after);

        // Otherwise the test would prove nothing.
        Assert.NotEqual(Compile.Generate(compilation), Compile.Generate(edited));
        AssertAsFromScratch(compilation, edited);
        AssertAsFromScratch(edited, compilation);
    }

    private static void AssertAsFromScratch(CSharpCompilation before, CSharpCompilation after) =>
        Assert.Equal(Joined(Compile.Generate(after)), Joined(Compile.Texts(Incrementality.RunTwice(before, after))));

    private static string Joined(SortedDictionary<string, string> files) => string.Join("\n", files.Select(file => $"{file.Key}:\n{file.Value}"));

    private static IEnumerable<string> NamesOf(GeneratorRunResult result) =>
        Compile.Texts(result).Keys.Where(name => !name.Contains("Registration", StringComparison.Ordinal));
}

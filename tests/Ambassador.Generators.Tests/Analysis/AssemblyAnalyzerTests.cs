using System.Globalization;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Analysis;

public class AssemblyAnalyzerTests
{
    private const string Prelude = "using Ambassador; using System; using System.Collections.Generic;\n";

    [Theory]
    [InlineData("[assembly: AmbassadorFor(typeof(string))]", "'string' cannot have an ambassador: it is not an interface")]
    [InlineData("[assembly: AmbassadorFor(typeof(int[]))]", "'int[]' cannot have an ambassador: it is not an interface")]
    [InlineData("[assembly: AmbassadorFor(typeof(Action))]", "'Action' cannot have an ambassador: it is not an interface")]
    [InlineData("[assembly: AmbassadorFor(typeof(IComparer<int>))]", "'IComparer<int>' cannot have an ambassador: it has type arguments; name the generic interface without them, with nothing but commas between the angle brackets")]
    [InlineData("[assembly: AmbassadorForMethod(typeof(string), \"Trim\")]", "'string' cannot have an ambassador: it is not an interface")]
    public Task A_type_that_is_no_interface(string source, string message) => AssertSaysAsync("AMB0002", source, message);

    [Theory]
    [InlineData("\"Close\"", "The settings of 'IDisposable.Close' apply to nothing: the interface has no method of that name")]
    [InlineData("\"Dispose\", Parameters = new[] { typeof(bool) }", "The settings of 'IDisposable.Dispose(bool)' apply to nothing: no overload has these parameters")]
    [InlineData("\"Dispose\", Parameters = new Type[] { null! }", "The settings of 'IDisposable.Dispose(any)' apply to nothing: no overload has these parameters")]
    [InlineData("null!", "The settings of 'IDisposable.' apply to nothing: the interface has no method of that name")]
    public Task A_method_that_does_not_exist(string method, string message) =>
        AssertSaysAsync("AMB0020", $"[assembly: AmbassadorFor(typeof(IDisposable))]\n[assembly: AmbassadorForMethod(typeof(IDisposable), {method})]", message);

    [Fact]
    public Task A_method_of_an_interface_without_an_ambassador() => AssertSaysAsync(
        "AMB0020",
        "[assembly: AmbassadorForMethod(typeof(IDisposable), \"Dispose\")]",
        "The settings of 'IDisposable.Dispose' apply to nothing: no AmbassadorFor of this assembly names the interface");

    [Theory]
    [InlineData("", "ICloneable.Clone")]
    [InlineData(", Parameters = new Type[0]", "ICloneable.Clone()")]
    public Task A_method_that_is_named_twice(string parameters, string method) => AssertSaysAsync(
        "AMB0020",
        $"[assembly: AmbassadorFor(typeof(ICloneable))][assembly: AmbassadorForMethod(typeof(ICloneable), \"Clone\"{parameters}, Retry = 1)]\n[assembly: AmbassadorForMethod(typeof(ICloneable), \"Clone\"{parameters}, Retry = 2)]",
        $"The settings of '{method}' apply to nothing: an attribute before this one says it already");

    [Theory]
    [InlineData("[assembly: AmbassadorFor(typeof(IDisposable), Retry = 1)]\n[assembly: AmbassadorFor(typeof(IDisposable))]", "'IDisposable' has an ambassador already, by another AmbassadorFor")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX))] [Ambassador] interface IX { int M(); }", "'IX' has an ambassador already, by its own [Ambassador]")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX))] interface IX { [Ambassador] int M(); }", "'IX' has an ambassador already, by its own [Ambassador]")]
    public Task An_interface_that_is_annotated_twice(string source, string message) => AssertSaysAsync("AMB0026", source, message);

    [Fact]
    public async Task An_interface_that_another_assembly_annotates()
    {
        var compilation = Compile.Sources("[assembly: Ambassador.AmbassadorFor(typeof(Shop.ICatalog))]")
            .AddReferences(Compile.Referenced("Catalog", "namespace Shop { [Ambassador.Ambassador] public interface ICatalog { int Get(); } }"));

        Assert.Equal("AMB0026", Assert.Single(await Compile.AnalyzeAsync(compilation, "AMB0001", "AMB0002", "AMB0003", "AMB0020", "AMB0026", "AMB0029")).Id);
        Assert.Equal("Ambassador.Registration.g.cs", Assert.Single(Compile.Generate(compilation)).Key);
    }

    [Theory]
    [InlineData("[assembly: AmbassadorFor(typeof(IDisposable), Retry = -1)]", "IDisposable: Retry = -1 is outside its range; it must be a whole number from 0 to 1000")]
    [InlineData("[assembly: AmbassadorFor(typeof(ICloneable))] [assembly: AmbassadorForMethod(typeof(ICloneable), \"Clone\", Retry = -1)]", "ICloneable.Clone: Retry = -1 is outside its range; it must be a whole number from 0 to 1000")]
    public async Task A_setting_outside_its_range(string source, string message)
    {
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(Prelude + source), "AMB0001", "AMB0002", "AMB0003", "AMB0020", "AMB0026", "AMB0029"));

        Assert.Equal(("AMB0001", message), (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Equal("Retry = -1", (Prelude + source).Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task An_interface_with_internal_members_of_another_assembly()
    {
        var compilation = Compile.Sources("[assembly: Ambassador.AmbassadorFor(typeof(Shop.ICatalog))]")
            .AddReferences(Compile.Referenced("Catalog", "namespace Shop { public interface ICatalog { internal int Get(); } }"));

        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(compilation, "AMB0001", "AMB0002", "AMB0003", "AMB0020", "AMB0026", "AMB0029"));
        Assert.Equal(
            ("AMB0002", "'ICatalog' cannot have an ambassador: 'Get' is not accessible to the ambassador"),
            (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Equal("Ambassador.Registration.g.cs", Assert.Single(Compile.Generate(compilation)).Key);
    }

    [Theory]
    [InlineData(0, "'Get' mentions 'Shop.Item', which no reference of the project declares")]
    [InlineData(2, "'Get' mentions 'Shop.Item', which more than one reference of the project declares")]
    public async Task A_type_that_the_project_cannot_name(int declarations, string reason)
    {
        var item = Compile.Referenced("Items", "namespace Shop { public class Item { } }");
        var catalog = Compile.Referenced("Catalog", "namespace Shop { public interface ICatalog { System.Collections.Generic.List<Item[]> Get(); } }", [item], []);
        Microsoft.CodeAnalysis.MetadataReference[] items = [item, Compile.Referenced("Others", "namespace Shop { public class Item { } }")];
        var compilation = Compile.Sources("[assembly: Ambassador.AmbassadorFor(typeof(Shop.ICatalog))]")
            .AddReferences(catalog)
            .AddReferences(items.Take(declarations));

        Assert.Equal(
            "'ICatalog' cannot have an ambassador: " + reason,
            Assert.Single(await Compile.AnalyzeAsync(compilation, "AMB0001", "AMB0002", "AMB0003", "AMB0020", "AMB0026", "AMB0029")).GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("Ambassador.Registration.g.cs", Assert.Single(Compile.Generate(compilation)).Key);
    }

    [Fact]
    public Task An_interface_of_the_assembly_that_cannot_be_decorated() => AssertSaysAsync(
        "AMB0002",
        "[assembly: AmbassadorFor(typeof(IX))] interface IX { int P { init; } }",
        "'IX' cannot have an ambassador: 'P' has an init-only setter, which nothing but an object initializer may call");

    [Theory]
    [InlineData("[assembly: AmbassadorFor(typeof(IDisposable))] namespace Ambassador.Generated { class DisposableAmbassador { } }", "The ambassador of 'IDisposable' would be called 'DisposableAmbassador', which is taken by 'Ambassador.Generated.DisposableAmbassador'")]
    [InlineData("[assembly: AmbassadorFor(typeof(IDisposable))] namespace Ambassador.Generated { [Ambassador] interface Disposable { } }", "The ambassador of 'IDisposable' would be called 'DisposableAmbassador', which is taken by the ambassador of 'Disposable'")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX))] interface IX { } [Ambassador] interface X { } ", "The ambassador of 'X' would be called 'XAmbassador', which is taken by the ambassador of 'IX'")]
    public Task A_name_that_is_taken(string source, string message) => AssertSaysAsync("AMB0029", source, message);

    [Theory]
    [InlineData("[assembly: AmbassadorFor(typeof(IDisposable))] [assembly: AmbassadorFor(typeof(IList<>))] [assembly: AmbassadorForMethod(typeof(IList<>), \"Insert\", Parameters = new Type[] { typeof(int), null! })]")]
    [InlineData("[assembly: AmbassadorFor(typeof(Outer<>.IInner))] [assembly: AmbassadorForMethod(typeof(Outer<>.IInner), nameof(Outer<int>.IInner.M))] public class Outer<T> { public interface IInner { T M(); } }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IList<>))] [assembly: AmbassadorForMethod(typeof(IList<>), \"Clear\")]")]
    public async Task What_is_right_is_passed_over(string source)
    {
        var compilation = Compile.Sources(Prelude + source);
        Assert.Empty(await Compile.AnalyzeAsync(compilation.WithGenerated(), "AMB0001", "AMB0002", "AMB0003", "AMB0020", "AMB0026", "AMB0029"));
        compilation.WithGenerated().AssertCompiles();
    }

    [Theory]
    [InlineData("[assembly: AmbassadorFor(typeof(Missing))]")]
    [InlineData("[assembly: AmbassadorFor()]")]
    [InlineData("[assembly: AmbassadorFor(null!)]")]
    [InlineData("[assembly: AmbassadorForMethod(typeof(Missing), 5)]")]
    public async Task Code_that_does_not_compile_is_left_to_the_compiler(string source)
    {
        var compilation = Compile.Sources(Prelude + source);
        Assert.Empty(await Compile.AnalyzeAsync(compilation, "AMB0001", "AMB0002", "AMB0003", "AMB0020", "AMB0026", "AMB0029"));
        Assert.Single(Compile.Generate(compilation));
    }

    // Each is said once, at the last attribute of the assembly, and nothing is generated that does not compile.
    private static async Task AssertSaysAsync(string id, string source, string message)
    {
        var compilation = Compile.Sources(Prelude + source);
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(compilation, "AMB0001", "AMB0002", "AMB0003", "AMB0020", "AMB0026", "AMB0029"));

        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        compilation.WithGenerated().AssertCompiles();
    }
}

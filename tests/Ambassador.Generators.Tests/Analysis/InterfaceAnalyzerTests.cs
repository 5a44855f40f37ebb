using System.Globalization;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Analysis;

public class InterfaceAnalyzerTests
{
    [Theory]
    [InlineData("[Ambassador.Ambassador] public interface IX { int P { get; init; } }", "'IX' cannot have an ambassador: 'P' has an init-only setter, which nothing but an object initializer may call")]
    [InlineData("[Ambassador.Ambassador] public interface IX { static abstract int M(); }", "'IX' cannot have an ambassador: 'M' is static and has no implementation, so that there is no instance to forward it to")]
    [InlineData("[Ambassador.Ambassador] public interface IX { protected int M(); }", "'IX' cannot have an ambassador: 'M' is not accessible to the ambassador")]
    [InlineData("[Ambassador.Ambassador] public interface IX { int P { get; protected set; } }", "'IX' cannot have an ambassador: 'P' is not accessible to the ambassador")]
    [InlineData("namespace N { public interface IBase { int P { init; } } [Ambassador.Ambassador] public interface IX : IBase { } }", "'IX' cannot have an ambassador: 'N.IBase.P' has an init-only setter, which nothing but an object initializer may call")]
    [InlineData("public class Outer { [Ambassador.Ambassador] private interface IX { int M(); } }", "'Outer.IX' cannot have an ambassador: it is not accessible to other types of the assembly")]
    [InlineData("[Ambassador.Ambassador] file interface IX { int M(); }", "'IX' cannot have an ambassador: it is file-local, so that no other file can name it")]
    public async Task An_interface_that_cannot_be_decorated_says_why(string source, string message)
    {
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(source), "AMB0002", "AMB0029"));

        Assert.Equal("AMB0002", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("Ambassador.Ambassador", source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task Pointers_need_a_project_that_allows_them()
    {
        var compilation = Compile.Sources("[Ambassador.Ambassador] public unsafe interface IX { void M(int* p); }");
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(false));

        Assert.Equal(
            "'IX' cannot have an ambassador: 'M' uses pointers, and the project does not allow unsafe code",
            Assert.Single(await Compile.AnalyzeAsync(compilation, "AMB0002", "AMB0029")).GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[Ambassador.Ambassador] public interface ICatalog { } public class CatalogAmbassador { }", "'CatalogAmbassador'")]
    [InlineData("[Ambassador.Ambassador] public interface ICatalog<T> { } public struct CatalogAmbassador<T> { }", "'CatalogAmbassador<T>'")]
    [InlineData("[Ambassador.Ambassador] public interface ICatalog { } namespace CatalogAmbassador { class C { } }", "the namespace 'CatalogAmbassador'")]
    public async Task A_name_that_is_taken(string source, string by)
    {
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(source), "AMB0002", "AMB0029"));

        Assert.Equal("AMB0029", diagnostic.Id);
        Assert.EndsWith($" would be called 'CatalogAmbassador', which is taken by {by}", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Ambassador.Ambassador] public interface ICatalog { }")]
    [InlineData("namespace Shop { [Ambassador.Ambassador] public interface ICatalog<T> { } }")]
    [InlineData("public class Outer<T> { [Ambassador.Ambassador] public interface ICatalog { } }")]
    [InlineData("public interface ICatalog { [Ambassador.Ambassador] int M(); }")]
    public async Task What_the_generator_has_written_takes_nothing_from_it(string source) =>
        Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources(source).WithGenerated(), "AMB0002", "AMB0029"));

    [Fact]
    public async Task What_another_generator_has_written_does()
    {
        const string Source = "[Ambassador.Ambassador] public interface ICatalog { } [System.CodeDom.Compiler.GeneratedCode(\"Other\", \"1\")] public class CatalogAmbassador { }";

        Assert.Equal("AMB0029", Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(Source).WithGenerated(), "AMB0002", "AMB0029")).Id);
    }

    [Theory]
    [InlineData("[Ambassador.Ambassador] public interface ICatalog { } [Ambassador.Ambassador] public interface Catalog { }", "ICatalog", "Catalog")]
    [InlineData("[Ambassador.Ambassador] public interface IOuterCatalog { } public class Outer { [Ambassador.Ambassador] public interface ICatalog { } }", "Outer.ICatalog", "IOuterCatalog")]
    [InlineData("public class A<T> { [Ambassador.Ambassador] public interface IB { } } public class A { [Ambassador.Ambassador] public interface IB<T> { } }", "A<T>.IB", "A.IB<T>")]
    [InlineData("public interface ICatalog { [Ambassador.Ambassador] int M(); } public interface Catalog { [Ambassador.Ambassador] int M(); }", "ICatalog", "Catalog")]
    public async Task Of_two_interfaces_with_one_claim_one_keeps_it(string source, string refused, string kept)
    {
        var compilation = Compile.Sources(source);
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(compilation, "AMB0002", "AMB0029"));

        Assert.Equal("AMB0029", diagnostic.Id);
        Assert.StartsWith($"The ambassador of '{refused}' ", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.EndsWith($"taken by the ambassador of '{kept}'", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        compilation.WithGenerated().AssertCompiles();
        Assert.Equal(2, Compile.Generate(compilation).Count);
    }

    [Fact]
    public async Task A_namesake_that_is_not_annotated_or_of_another_arity_claims_nothing()
    {
        const string Source = "[Ambassador.Ambassador] public interface ICatalog { } public interface Catalog { } [Ambassador.Ambassador] public interface Catalog<T> { } public class CatalogAmbassador<T, U> { }";

        Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources(Source), "AMB0002", "AMB0029"));
    }

    [Fact]
    public async Task Nothing_is_said_of_interfaces_that_are_not_annotated() =>
        Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources("public interface IX { int P { get; init; } } public class XAmbassador { }"), "AMB0002", "AMB0029"));
}

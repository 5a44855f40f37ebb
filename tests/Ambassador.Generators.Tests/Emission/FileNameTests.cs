using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class FileNameTests
{
    [Theory]
    [InlineData("namespace Shop { [Ambassador.Ambassador] public interface ICatalog; }", "Shop.CatalogAmbassador.g.cs")]
    [InlineData("[Ambassador.Ambassador] public interface ICatalog;", "CatalogAmbassador.g.cs")]
    [InlineData("namespace @class { [Ambassador.Ambassador] public interface ICatalog<T>; }", "class.CatalogAmbassador.g.cs")]
    [InlineData("public class Outer { [Ambassador.Ambassador] public interface ICatalog; }", "OuterCatalogAmbassador.g.cs")]
    [InlineData("namespace Магазин { [Ambassador.Ambassador] public interface Iá\u0301\u203fX; }", "Магазин.Iá--XAmbassador.g.cs")]
    public void The_usual_form(string source, string name) => Assert.Equal(name, Assert.Single(Names(source)));

    [Fact]
    public void Names_that_differ_in_case_or_arity_alone_are_told_apart()
    {
        const string Source = "namespace A { [Ambassador.Ambassador] public interface IX; [Ambassador.Ambassador] public interface IX<T>; } namespace a { [Ambassador.Ambassador] public interface IX; }";
        var names = Names(Source);

        Assert.Equal(3, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[Aa]\\.XAmbassador-[0-9a-f]{16}\\.g\\.cs$", name));
        Assert.Equal(names, Names(Source));
    }

    [Fact]
    public void Long_names_are_cut()
    {
        var name = Assert.Single(Names($"[Ambassador.Ambassador] public interface I{new string('X', 300)};"));

        Assert.Equal(128, name.Length);
        Assert.Matches("^X+-[0-9a-f]{16}\\.g\\.cs$", name);
    }

    private static List<string> Names(string source)
    {
        var compilation = Compile.Sources(source);
        compilation.WithGenerated().AssertCompiles();
        return [.. Compile.Generate(compilation).Keys.Where(name => name != "Ambassador.Registration.g.cs")];
    }
}

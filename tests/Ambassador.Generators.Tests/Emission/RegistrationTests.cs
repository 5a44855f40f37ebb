using System.Collections.Immutable;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Tests.Emission;

public class RegistrationTests
{
    private const string Catalog = "namespace Shop { [Ambassador.Ambassador] public interface ICatalog { int Get(); } }";

    [Fact]
    public Task Every_ambassador_of_the_assembly() => Golden.VerifyRegistrationAsync(Compile.Sources(
        """
        using System;
        using System.Threading.Tasks;

        namespace Shop;

        [Ambassador.Ambassador] internal interface ICatalog { Task Get(); Task Get(int id); Task Save(); int Count { get; } }
        [Ambassador.Ambassador] public interface IRepository<T> { Task<T> Find(); }
        [Obsolete("Use another.", true), Ambassador.Ambassador] public interface IGone;
        public class Outer<T> { [Ambassador.Ambassador] public interface IInner<U> { Task @void(T a, U b); } }
        public interface IPrices { [Ambassador.Ambassador] Task Get(); }
        """));

    [Fact]
    public Task The_method_is_there_before_the_first_interface() => Golden.VerifyRegistrationAsync(Compile.Sources("class Nothing { }"));

    [Fact]
    public Task Those_of_referenced_assemblies_too() => Golden.VerifyRegistrationAsync(
        Compile.Sources(Catalog).AddReferences(Compile.Referenced("Shop.Prices_v2", "namespace Prices { [Ambassador.Ambassador] public interface IPrices { int Get(); } }")));

    [Fact]
    public async Task Those_behind_an_alias_too()
    {
        const string Source = "extern alias Other; namespace Shop { [Ambassador.Ambassador] public interface ICatalog : Other::Shop.ICatalog { Other::Shop.ICatalog Next(); } }";
        var compilation = Compile.Sources(Source).AddReferences(Compile.Referenced("Other", Catalog, "Other"));

        await Golden.VerifyRegistrationAsync(compilation);
        Assert.Contains("Other::Shop.ICatalog ICatalog.Next()", Compile.Generate(compilation)["Shop.CatalogAmbassador.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_ambassadors_has_nothing_to_offer() => Assert.DoesNotContain(
        ".AddTo(registry)",
        Compile.Generate(Compile.Sources("class C { }").AddReferences(Compile.Referenced("Plain", "public class D { Ambassador.PolicySettings P; }")))["Ambassador.Registration.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_registered_where_the_runtime_is_missing() =>
        Assert.Empty(Compile.Generate(WithoutReference(Compile.Sources("class C { }"), "Ambassador.dll")));

    [Fact]
    public void Nothing_is_registered_where_there_is_no_container() =>
        Assert.Equal(
            "Shop.CatalogAmbassador.g.cs",
            Assert.Single(Compile.Generate(WithoutReference(Compile.Sources(Catalog), "Microsoft.Extensions.DependencyInjection.Abstractions.dll"))).Key);

    [Fact]
    public void Generic_ambassadors_are_not_made_by_a_container_where_there_is_none()
    {
        var compilation = WithoutReference(
            Compile.Sources("[Ambassador.Ambassador] public interface IShelf<T> : System.IDisposable { T Get(); }"),
            "Microsoft.Extensions.DependencyInjection.Abstractions.dll");

        compilation.WithGenerated().AssertCompiles();
        Assert.DoesNotContain("InnerService", Compile.Generate(compilation)["ShelfAmbassador.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_assemblies_that_see_each_others_internals_do_not_collide()
    {
        var friend = Compile.Referenced("Friend", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop.Client\")]" + Catalog);
        const string Source =
            """
            using Microsoft.Extensions.DependencyInjection;

            public static class Program
            {
                public static void Add(IServiceCollection services) => services.AddGeneratedAmbassadors();
            }
            """;

        Compile.Sources(Source).AddReferences(friend).WithGenerated().AssertCompiles();
    }

    private static CSharpCompilation WithoutReference(CSharpCompilation compilation, string file) =>
        compilation.RemoveReferences(compilation.References.Where(reference => reference.Display!.EndsWith(Path.DirectorySeparatorChar + file, StringComparison.Ordinal)).ToImmutableArray());
}

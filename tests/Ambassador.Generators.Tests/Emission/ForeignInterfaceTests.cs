using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class ForeignInterfaceTests
{
    private const string Storage =
        """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Storage
        {
            public interface IReader { Task<string> ReadAsync(string key, CancellationToken cancellationToken); }

            public interface IStorage : IReader
            {
                Task<string> GetAsync(string key);
                Task<string> GetAsync(string key, ref int version);
                Task<List<string>> GetAsync(IEnumerable<string> keys, (int Count, int Size) page);
                [Obsolete("Use another.", true)] void Purge();
                int Count { get; set; }
                event EventHandler Changed;
            }

            public interface IRepository<TKey, TItem> where TKey : class
            {
                Task<TItem> FindAsync(TKey key);
                Task<TItem> FindAsync(List<TKey> keys);
            }
        }

        namespace Storage.Old_ { public interface IStorage { int Get(); } }
        namespace Storage.Old { public interface IStorage { int Get(); } public interface Storage { int Get(); } }
        """;

    [Fact]
    public Task An_interface_of_another_assembly() => Golden.VerifyAsync(With(
        """
        [assembly: Ambassador.AmbassadorFor(typeof(Storage.IStorage), Retry = 3, Breaker = 0.5)]
        """));

    [Fact]
    public Task A_generic_one() => Golden.VerifyAsync(With(
        """
        #pragma warning disable AMB0011 // A list is no key.
        [assembly: Ambassador.AmbassadorFor(typeof(Storage.IRepository<,>), TimeoutMs = 500)]
        [assembly: Ambassador.AmbassadorForMethod(typeof(Storage.IRepository<,>), "FindAsync", Parameters = new System.Type[] { null! }, CacheSeconds = 60)]
        [assembly: Ambassador.AmbassadorForMethod(typeof(Storage.IRepository<,>), "FindAsync", Parameters = new[] { typeof(System.Collections.Generic.List<>) }, CacheSeconds = 30)]
        """));

    [Fact]
    public void Settings_of_methods_and_overloads()
    {
        var text = Single(
            """
            using Ambassador;
            using Storage;
            [assembly: AmbassadorFor(typeof(IStorage), Retry = 1)]
            [assembly: AmbassadorForMethod(typeof(IStorage), nameof(IStorage.GetAsync), Retry = 2, TimeoutMs = 5)]
            [assembly: AmbassadorForMethod(typeof(IStorage), nameof(IStorage.GetAsync), Parameters = new[] { typeof(System.Collections.Generic.IEnumerable<string>), typeof((int, int)) }, Retry = 3)]
            [assembly: AmbassadorForMethod(typeof(IStorage), nameof(IStorage.ReadAsync), CacheSeconds = 60)]
            """);

        Assert.Contains("GetAsync = methods.Add(\"GetAsync\", new global::Ambassador.PolicySettings { Retry = 2, TimeoutMs = 5 });", text, StringComparison.Ordinal);
        Assert.Contains("GetAsync2 = methods.Add(\"GetAsync\", new global::Ambassador.PolicySettings { Retry = 3, TimeoutMs = 5 });", text, StringComparison.Ordinal);
        Assert.Contains("ReadAsync = methods.Add(\"ReadAsync\", new global::Ambassador.PolicySettings { CacheSeconds = 60D });", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_a_base_interface_are_inherited()
    {
        var files = Files(
            """
            using Ambassador;
            using Storage;
            [assembly: AmbassadorFor(typeof(IStorage))]
            [assembly: AmbassadorFor(typeof(IReader), Retry = 5)]
            [assembly: AmbassadorForMethod(typeof(IReader), nameof(IReader.ReadAsync), TimeoutMs = 7)]
            """);

        Assert.Contains(
            "ReadAsync = methods.Add(\"ReadAsync\", new global::Ambassador.PolicySettings { TimeoutMs = 7, Retry = 5 });",
            files["Ambassador.Generated.StorageAmbassador.g.cs"],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_alike_are_told_apart() => Assert.Equal(
        [
            "Ambassador.Generated.Storage_Old_StorageAmbassador.g.cs",
            "Ambassador.Generated.Storage_Old_StorageAmbassador2.g.cs",
            "Ambassador.Generated.Storage_Old__StorageAmbassador.g.cs",
            "Ambassador.Generated.Storage_StorageAmbassador.g.cs",
        ],
        Files(
            """
            [assembly: Ambassador.AmbassadorFor(typeof(Storage.IStorage))]
            [assembly: Ambassador.AmbassadorFor(typeof(Storage.Old.IStorage))]
            [assembly: Ambassador.AmbassadorFor(typeof(Storage.Old.Storage))]
            [assembly: Ambassador.AmbassadorFor(typeof(Storage.Old_.IStorage))]
            """).Keys);

    [Fact]
    public void A_name_that_is_the_assemblys_too()
    {
        var compilation = With("[assembly: Ambassador.AmbassadorFor(typeof(Storage.IStorage))]").WithAssemblyName("StorageAmbassador");
        compilation.WithGenerated().AssertCompiles();
        Assert.Contains("Ambassador.Generated.Storage_StorageAmbassador.g.cs", Compile.Generate(compilation).Keys);
    }

    [Fact]
    public void An_interface_of_the_assembly_itself_has_its_ambassador_beside_it()
    {
        var text = Single("[assembly: Ambassador.AmbassadorFor(typeof(Shop.ICatalog), Retry = 1)] namespace Shop { public interface ICatalog { int Get(); } }");

        Assert.Contains("namespace Shop\n", text, StringComparison.Ordinal);
        Assert.Contains("public sealed class CatalogAmbassador", text, StringComparison.Ordinal);
        Assert.Contains("{ Retry = 1 }", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Internal_interfaces_of_an_assembly_that_lets_this_one_see_them()
    {
        var friend = Compile.Referenced(
            "Friend",
            "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop.Client\")] namespace Friends { internal interface IInner { internal int Get(); } }");

        Compile.Sources("[assembly: Ambassador.AmbassadorFor(typeof(Friends.IInner))]").AddReferences(friend).WithGenerated().AssertCompiles();
    }

    [Fact]
    public void An_interface_behind_an_alias()
    {
        var compilation = Compile.Sources("extern alias Other; [assembly: Ambassador.AmbassadorFor(typeof(Other::Storage.IStorage))]")
            .AddReferences(Compile.Referenced("Storage", Storage, "Other"));

        compilation.WithGenerated().AssertCompiles();
        Assert.Contains("Other::Storage.IStorage", Compile.Generate(compilation)["Ambassador.Generated.StorageAmbassador.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_that_assemblies_see_differently_is_one_base()
    {
        const string Handler = "#nullable enable\npublic interface IHandler<T> { void Handle(T message); }";
        var handler = Compile.Referenced("Handler", Handler);
        var certain = Compile.Referenced("Certain", "#nullable enable\npublic interface ICertain : IHandler<string> { }", [handler], []);
        var oblivious = Compile.Referenced("Oblivious", "#nullable disable\npublic interface IOblivious : IHandler<string> { }", [handler], []);
        var compilation = Compile.Sources("[Ambassador.Ambassador] public interface IBoth : ICertain, IOblivious;").AddReferences(handler, certain, oblivious);

        compilation.WithGenerated().AssertCompiles();
        Assert.Single(Compile.Generate(compilation)["BothAmbassador.g.cs"].Split("void IHandler<string>.Handle(").Skip(1));
    }

    [Fact]
    public Task Registered_like_the_others() => Golden.VerifyRegistrationAsync(With(
        """
        [assembly: Ambassador.AmbassadorFor(typeof(Storage.IStorage))]
        [assembly: Ambassador.AmbassadorFor(typeof(Storage.IRepository<,>))]
        """));

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation With(string source) =>
        Compile.Sources(source).AddReferences(Compile.Referenced("Storage", Storage));

    private static string Single(string source) => Assert.Single(Files(source)).Value;

    private static SortedDictionary<string, string> Files(string source)
    {
        var compilation = With(source);
        compilation.WithGenerated().AssertCompiles();
        var files = Compile.Generate(compilation);
        files.Remove("Ambassador.Registration.g.cs");
        return files;
    }
}

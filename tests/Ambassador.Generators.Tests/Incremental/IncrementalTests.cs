using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Incremental;

public class IncrementalTests
{
    private const string Catalog = "[Ambassador.Ambassador(Retry = 1)] public interface ICatalog { System.Threading.Tasks.Task<int> GetAsync(int id); int Count { get; } }";
    private const string Prices = "public interface IPrices { [Ambassador.Ambassador] int Get(int id); }";
    private const string Foreign =
        "[assembly: Ambassador.AmbassadorFor(typeof(System.IDisposable), Retry = 1)] [assembly: Ambassador.AmbassadorFor(typeof(System.IFormattable))]"
        + "[assembly: Ambassador.AmbassadorForMethod(typeof(System.IFormattable), \"ToString\", Retry = 3)]";

    private const string Registration = "registration";

    [Fact]
    public void The_first_run_writes_everything() =>
        Assert.Equal(["CatalogAmbassador.g.cs", "PricesAmbassador.g.cs", Registration], Incrementality.WrittenOnTheFirstRun(Catalog, Prices));

    [Theory]
    [InlineData("/* a comment */")]
    [InlineData("\n\n")]
    public void Trivia_writes_nothing(string trivia) => Assert.Empty(Written(Catalog, trivia + Catalog));

    [Fact]
    public void The_name_of_a_parameter_writes_the_interface() => Assert.Equal(["CatalogAmbassador.g.cs"], Written(Catalog, Catalog.Replace("int id", "int key", StringComparison.Ordinal)));

    [Fact]
    public void A_setting_writes_the_interface() => Assert.Equal(["CatalogAmbassador.g.cs"], Written(Catalog, Catalog.Replace("= 1", "= 2", StringComparison.Ordinal)));

    [Fact]
    public void A_property_writes_the_interface() => Assert.Equal(["CatalogAmbassador.g.cs"], Written(Catalog, Catalog.Replace("get;", "get; set;", StringComparison.Ordinal)));

    [Fact]
    public void A_methods_name_writes_the_registration_too() =>
        Assert.Equal(["CatalogAmbassador.g.cs", Registration], Written(Catalog, Catalog.Replace("GetAsync", "FindAsync", StringComparison.Ordinal)));

    [Fact]
    public void A_new_interface_writes_its_own_file_and_the_registration() =>
        Assert.Equal(["NewAmbassador.g.cs", Registration], Written("[System.Serializable] class C;", "[System.Serializable] class C; [Ambassador.Ambassador] public interface INew;"));

    [Fact]
    public void A_type_that_the_interface_uses_may_change_inside() => Assert.Empty(Written(
        "public class Item { public int A; } [Ambassador.Ambassador] public interface IItems { Item Get(); }",
        "public class Item { public int A, B; } [Ambassador.Ambassador] public interface IItems { Item Get(); }"));

    [Fact]
    public void An_attribute_on_the_interface_of_an_annotated_method_does_not_write_it_twice() => Assert.Equal(
        ["BothAmbassador.g.cs"],
        Incrementality.WrittenOnTheFirstRun("[Ambassador.Ambassador] public partial interface IBoth { [Ambassador.Ambassador] int A(); } public partial interface IBoth { [Ambassador.Ambassador] int B(); }").Where(name => name != Registration));

    [Fact]
    public void An_attribute_of_the_assembly_writes_the_interface_that_it_names() =>
        Assert.Equal(["Ambassador.Generated.DisposableAmbassador.g.cs"], Written(Foreign, Foreign.Replace("= 1", "= 2", StringComparison.Ordinal)));

    [Fact]
    public void An_attribute_of_the_assembly_for_a_method_writes_the_methods_interface() =>
        Assert.Equal(["Ambassador.Generated.FormattableAmbassador.g.cs"], Written(Foreign, Foreign.Replace("= 3", "= 4", StringComparison.Ordinal)));

    [Fact]
    public void An_edit_beside_attributes_of_the_assembly_writes_nothing() => Assert.Empty(Written(Foreign, Foreign + "class C { }"));

    [Fact]
    public void One_more_attribute_of_the_assembly_writes_its_own_file_and_the_registration() => Assert.Equal(
        ["Ambassador.Generated.ComparableAmbassador.g.cs", Registration],
        Written(Foreign, Foreign + "[assembly: Ambassador.AmbassadorFor(typeof(System.IComparable))]"));

    [Fact]
    public void One_more_attribute_of_the_assembly_in_front_of_the_others_leaves_those_alone() => Assert.Equal(
        ["Ambassador.Generated.ComparableAmbassador.g.cs", Registration],
        Written(Foreign, "[assembly: Ambassador.AmbassadorFor(typeof(System.IComparable))]" + Foreign));

    [Fact]
    public void The_order_of_the_assemblys_attributes_does_not_matter() => Assert.Empty(Written(
        "[assembly: Ambassador.AmbassadorFor(typeof(System.IComparable))]" + Foreign,
        Foreign + "[assembly: Ambassador.AmbassadorFor(typeof(System.IComparable))]"));

    [Fact]
    public void Nothing_of_the_compiler_is_kept() => Incrementality.AssertKeepsNothingOfTheCompiler(Compile.Sources(Foreign + Catalog, Prices));

    private static List<string> Written(string before, string after) => Incrementality.WrittenOnAnEdit(before, after, Prices);
}

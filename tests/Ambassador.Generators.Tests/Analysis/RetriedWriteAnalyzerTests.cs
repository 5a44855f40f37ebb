using Ambassador.Generators.Analysis;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class RetriedWriteAnalyzerTests
{
    private static readonly Rule s_rule = new("AMB0008", DiagnosticSeverity.Warning);

    private const string Refit =
        "namespace Refit { public class GetAttribute(string p) : Attribute { public string P => p; } public class PostAttribute(string p) : Attribute { public string P => p; } "
        + "public class PutAttribute(string p) : Attribute { public string P => p; } public class PatchAttribute(string p) : Attribute { public string P => p; } }\n";

    [Fact]
    public Task Where_the_interface_sets_it_at_each_method() => s_rule.FiresAsync(
        "[Ambassador(Retry = 3)] public interface IX { Task GetAsync(int id); Task [|SaveAsync|](int id); void [|Send|](string text); [Ambassador(Retry = 0)] Task PayAsync(); }",
        "IX.SaveAsync(int): Retry = 3 may make 'SaveAsync' 4 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it",
        "IX.Send(string): Retry = 3 may make 'Send' 4 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it");

    [Fact]
    public Task Where_the_method_sets_it_at_the_argument() => s_rule.FiresAsync(
        "[Ambassador] public interface IX { [Retry([|2|])] Task DeleteAsync(int id); [Ambassador(TimeoutMs = 5, [|Retry = 1|])] Task<int> CreateOrderAsync(); }",
        "IX.DeleteAsync(int): Retry = 2 may make 'DeleteAsync' 3 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it",
        "IX.CreateOrderAsync(): Retry = 1 may make 'CreateOrderAsync' 2 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it");

    [Theory]
    [InlineData("public interface IX { Product CreateProduct(string name); IX CreateScope(); }")]
    [InlineData("public interface IProductFactory { Task<Product> CreateAsync(string name); } [Ambassador(Retry = 3)] public interface IReportBuilder { Task CreatePageAsync(); }")]
    [InlineData("public interface IBus { Task PostSend(int id); void PostCreate(); void PostFilterItems(); }")]
    public Task What_is_made_for_the_program_and_what_comes_after_is_no_write(string source) =>
        s_rule.IsSilentAsync($"[Ambassador(Retry = 3)] {source} public sealed class Product;");

    [Fact]
    public Task What_is_made_at_the_service_is() => s_rule.FiresAsync(
        "[Ambassador(Retry = 3)] public interface IX { Task<Product> [|CreateProductAsync|](string name); Guid [|CreateOrder|](); string [|CreateInvoice|](); void [|Create|](int id); Task [|PostAsync|](Product p); } public sealed class Product;");

    [Fact]
    public Task Retries_for_exceptions_of_one_type() => s_rule.FiresAsync(
        "[Ambassador, Retry(5, On = typeof(TimeoutException))] public interface IX { [Ambassador(Retry = 0)] Task [|PayAsync|](decimal amount); }",
        "IX.PayAsync(decimal): Retry = 5 may make 'PayAsync' 6 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it");

    [Fact]
    public Task Inherited_methods_at_the_interface_that_retries_them() => s_rule.FiresAsync(
        "public interface IBase { Task AddAsync(int i); Task SaveAsync(); } [Ambassador([|Retry = 3|])] public interface IX : IBase { }",
        "IX: Retry = 3 may make 'AddAsync' 4 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it");

    [Fact]
    public Task What_stands_on_a_method_is_said_where_it_is_declared() => s_rule.FiresAsync(
        "[Ambassador] public interface IBase { [Retry([|3|])] Task AddAsync(int i); } [Ambassador] public interface IX : IBase { }",
        "IBase.AddAsync(int): Retry = 3 may make 'AddAsync' 4 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it");

    [Fact]
    public Task What_stands_on_an_interface_too() => s_rule.FiresAsync(
        "[Ambassador(Retry = 3)] public interface IBase { Task [|AddAsync|](int i); } [Ambassador] public interface IX : IBase { }");

    [Fact]
    public Task What_another_project_says_is_judged_there()
    {
        var rule = new Rule("AMB0008", DiagnosticSeverity.Warning)
        {
            References = [Compile.Referenced("Other", "[Ambassador.Ambassador(Retry = 3)] public interface IBase { void Add(int i); }")],
        };
        return rule.IsSilentAsync("[Ambassador] public interface IX : IBase { }");
    }

    [Fact]
    public Task Of_the_assembly() => s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(ICollection<>), [|Retry = 2|])]
        [assembly: AmbassadorFor(typeof(IX), Retry = 2)]
        [assembly: AmbassadorForMethod(typeof(IX), "SubmitAsync", [|Retry = 4|])]
        public interface IX { Task [|SendAsync|](); Task SubmitAsync(); }
        """,
        "ICollection<T>.Add(T): Retry = 2 may make 'Add' 3 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it",
        "IX.SubmitAsync(): Retry = 4 may make 'SubmitAsync' 5 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it",
        "IX.SendAsync(): Retry = 2 may make 'SendAsync' 3 times, and its name says that it writes; mark it [Idempotent] if that is safe, or set Retry = 0 for it");

    [Fact]
    public Task What_is_said_for_the_assemblys_methods_holds() => s_rule.IsSilentAsync(
        """
        [assembly: AmbassadorFor(typeof(ICollection<>), Retry = 2)]
        [assembly: AmbassadorForMethod(typeof(ICollection<>), "Add", Idempotent = true)]
        """);

    [Fact]
    public Task The_verb_decides_where_there_is_one() => s_rule.FiresAsync(
        Refit
        + """
        [Ambassador(Retry = 3)] public interface IX
        {
            [Refit.Get("/")] Task SendAsync();
            [Refit.Put("/")] Task SaveAsync();
            [Refit.Post("/")] Task [|StartAsync|]();
            [Refit.Patch("/")] Task [|ChangeAsync|]();
            [Refit.Post("/")] Task<int> SearchAsync(string text);
        }
        """,
        "IX.StartAsync(): Retry = 3 may make 'StartAsync' 4 times, and POST is not idempotent; mark it [Idempotent] if that is safe, or set Retry = 0 for it",
        "IX.ChangeAsync(): Retry = 3 may make 'ChangeAsync' 4 times, and PATCH is not idempotent; mark it [Idempotent] if that is safe, or set Retry = 0 for it");

    [Theory]
    [InlineData("[Ambassador] public interface IX { Task SaveAsync(); }")]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { [Ambassador(Retry = 0, CacheSeconds = 0)] Task SaveAsync(); }")]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { [Idempotent] Task SaveAsync(); }")]
    [InlineData("[Ambassador(Retry = 3), Idempotent] public interface IX { Task SaveAsync(); }")]
    [InlineData("[Ambassador(Retry = 3, Idempotent = true)] public interface IX { Task SaveAsync(); }")]
    [InlineData("[Retry(3)] public interface IX { Task SaveAsync(); }")]
    [InlineData("[Ambassador(TimeoutMs = 100, Hedge = 1, Breaker = 0.5)] public interface IX { Task SaveAsync(CancellationToken token); }")]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { ref int Add(); void Send(out int sent); }")]
    public Task Nobody_repeats_what_may_not_be(string source) => s_rule.IsSilentAsync(source);

    [Theory]
    [InlineData("Task CreateAsync()")]
    [InlineData("Task CreateSessionAsync()")]
    [InlineData("Task UpdateStatusAsync(int id)")]
    [InlineData("Task DeleteByIdAsync(int id)")]
    [InlineData("Task BulkInsertAsync()")]
    [InlineData("Task<bool> TrySendAsync()")]
    [InlineData("Task PostAsync(string message)")]
    [InlineData("Task<int> OrderAsync(int product, int count)")]
    [InlineData("Task PlaceOrderAsync()")]
    [InlineData("Task<string> BookRoomAsync()")]
    [InlineData("Task transferAsync(decimal amount)")]
    [InlineData("Task add_item(int id)")]
    [InlineData("void Publish(string message)")]
    public Task Writes(string method) => s_rule.FiresAsync($"[Ambassador] public interface IX {{ [Retry([|1|])] {method}; }}");

    [Theory]
    [InlineData("Task<int[]> PostsAsync()")]
    [InlineData("Task<int> GetPostAsync()")]
    [InlineData("Task<int[]> OrderByAsync(string column)")]
    [InlineData("Task<string> OrderStatusAsync(int id)")]
    [InlineData("Task<Order> OrderAsync(int id)")]
    [InlineData("Task<IReadOnlyList<OrderLine>> OrderAsync(int id)")]
    [InlineData("Task<Order[]> OrderAsync(string customer)")]
    [InlineData("Task<string> AddressAsync(int id)")]
    [InlineData("Task<string> SettingsAsync()")]
    [InlineData("Task<string> SendersAsync()")]
    [InlineData("Task<int> SavedItemsAsync()")]
    [InlineData("Task<bool> UpdateAvailableAsync()")]
    [InlineData("Task SetAsync(int id, string value)")]
    [InlineData("Task PutAsync(int id, string value)")]
    [InlineData("Task RemoveAsync(int id)")]
    [InlineData("Task<int> GetOrAddAsync(int id)")]
    [InlineData("Task AddOrUpdateAsync(int id)")]
    [InlineData("Task CreateIfNotExistsAsync()")]
    [InlineData("Task DeleteIfExistsAsync()")]
    [InlineData("Task<object> CreateClientAsync()")]
    [InlineData("object CreateDocumentQuery()")]
    [InlineData("Task<int> Booking()")]
    [InlineData("Task<int> _()")]
    public Task Reads_and_what_can_be_repeated(string method) => s_rule.IsSilentAsync(
        $"public class Order {{ }} public class OrderLine {{ }} [Ambassador(Retry = 1)] public interface IX {{ {method}; }}");

    [Theory]
    [InlineData("GetProductAsync", "Get", "Product")]
    [InlineData("HTTPPost", "HTTP", "Post")]
    [InlineData("add_item", "add", "item")]
    [InlineData("Async", "Async")]
    [InlineData("Get2Items", "Get2", "Items")]
    [InlineData("__")]
    public void Words_of_a_name(string name, params string[] words) => Assert.Equal(words, Generators.Analysis.Words.Of(name));
}

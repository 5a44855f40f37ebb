using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class MissingTokenAnalyzerTests
{
    private static readonly Rule s_rule = new("AMB0006", DiagnosticSeverity.Warning);

    [Fact]
    public Task Where_the_interface_sets_it_at_each_method() => s_rule.FiresAsync(
        "[Ambassador(TimeoutMs = 2_000)] public interface IX { Task<int> [|GetAsync|](int id); int [|Get|](int id); Task<int> ListAsync(CancellationToken token); }",
        "IX.GetAsync(int): TimeoutMs = 2000 releases the caller, but the inner call goes on, because the method takes no CancellationToken; add one as its last parameter",
        "IX.Get(int): TimeoutMs = 2000 can neither release the caller nor stop the inner call, because the method takes no CancellationToken; add one as its last parameter");

    [Fact]
    public Task Where_the_method_sets_it_at_the_argument() => s_rule.FiresAsync(
        """
        [Ambassador(TimeoutMs = 100)] public interface IX
        {
            [Ambassador(Retry = 2, [|TotalTimeoutMs = 500|])] Task A();
            [Timeout([|300|])] ValueTask B();
            [Timeout(totalMs: 0, attemptMs: 0)] Task C();
        }
        """,
        "IX.A(): TotalTimeoutMs = 500 releases the caller, but the inner call goes on, because the method takes no CancellationToken; add one as its last parameter",
        "IX.B(): TimeoutMs = 300 releases the caller, but the inner call goes on, because the method takes no CancellationToken; add one as its last parameter");

    [Fact]
    public Task Inherited_methods_at_the_interface_that_times_them() => s_rule.FiresAsync(
        "public interface IBase<T> { Task<T> A(); Task B(); } [Ambassador([|TotalTimeoutMs = 50|])] public interface IX : IBase<int> { }",
        "IX: TotalTimeoutMs = 50 releases the caller, but the inner call goes on, because the method takes no CancellationToken; add one as its last parameter");

    [Fact]
    public Task Of_the_assembly() => s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(IX), TimeoutMs = 2)]
        [assembly: AmbassadorForMethod(typeof(IX), "B", [|TimeoutMs = 4|])]
        public interface IX { Task [|A|](); Task B(); }
        """);

    [Fact]
    public Task A_stream_behind_which_an_iterator_stands() => s_rule.FiresAsync(
        """
        [Ambassador(TimeoutMs = 100)] public interface IX { IAsyncEnumerable<int> [|A|](); }
        public class X : IX { public async IAsyncEnumerable<int> A() { await Task.Yield(); yield return 1; } }
        """);

    [Theory]
    [InlineData("[Ambassador(Retry = 3, Breaker = 0.5, CacheSeconds = 5)] public interface IX { Task<int> A(); }")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX { Task<int> A(CancellationToken cancellationToken = default); void B(CancellationToken token, int i); }")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX { [Ambassador(TimeoutMs = 0)] Task A(); }")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX { ref int A(); int P { get; } }")]
    [InlineData("[Timeout(5)] public interface IX { Task A(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IComparer<>), TimeoutMs = 5)]")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX : IComparable<int> { }")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX { IAsyncEnumerable<int> A(); }")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX { Task A(int i); Task A(int i, CancellationToken token); }")]
    [InlineData("public class CallContext { public CancellationToken CancellationToken { get; set; } } [Ambassador(TimeoutMs = 5)] public interface IX { Task A(int i, CallContext context); }")]
    public Task What_can_be_stopped_or_not_be_changed(string source) => s_rule.IsSilentAsync(source);
}

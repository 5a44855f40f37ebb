using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class UnusedTokenTests
{
    private static readonly Rule s_rule = new("AMB0007", DiagnosticSeverity.Warning);

    private const string Timed = "[Ambassador(TimeoutMs = 2_000)] public interface IX { Task<int> A(int i, CancellationToken cancellationToken = default); }\n";

    [Fact]
    public Task Something_called_takes_one() => s_rule.FiresAsync(
        Timed + "public class X : IX { public async Task<int> A(int i, CancellationToken [|token|]) { await Task.Delay(i); return i; } }",
        "'X.A(int, CancellationToken)' never uses 'token': its call of 'Task.Delay(int)', which takes a token, goes on when TimeoutMs = 2000 of "
            + "'IX.A(int, CancellationToken)' is up; hand the token on");

    [Fact]
    public Task Optional_or_as_an_extension() => s_rule.FiresAsync(
        Timed
        + """
        public class Client { public Task<int> GetAsync(int i, CancellationToken token = default) => Task.FromResult(i); }
        public static class More { public static Task<T> ReadAsync<T>(this Client c, T t) => Task.FromResult(t); public static Task<T> ReadAsync<T>(this Client c, T t, CancellationToken token) => Task.FromResult(t); }
        public class X(Client client) : IX { public Task<int> A(int i, CancellationToken [|token|]) => client.GetAsync(i); }
        public struct Y(Client client) : IX { Task<int> IX.A(int i, CancellationToken [|token|]) => client.ReadAsync(i); }
        """);

    [Fact]
    public Task A_race_that_is_lost() => s_rule.FiresAsync(
        """
        [Ambassador, Idempotent, Hedge(100)] public interface IX { Task A(CancellationToken cancellationToken); }
        public partial class X : IX { }
        public partial class X { public Task A(CancellationToken [|cancellationToken|]) => Task.Delay(5); }
        """,
        "'X.A(CancellationToken)' never uses 'cancellationToken': its call of 'Task.Delay(int)', which takes a token, goes on when an attempt of 'IX.A(CancellationToken)' has lost the race; hand the token on");

    [Fact]
    public Task An_iterator_and_a_stream_that_it_reads() => s_rule.FiresAsync(
        """
        [Ambassador(TimeoutMs = 100)] public interface IX { IAsyncEnumerable<int> A(IAsyncEnumerable<int> source, CancellationToken token); }
        public class X : IX
        {
            public async IAsyncEnumerable<int> A(IAsyncEnumerable<int> source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken [|token|])
            {
                await foreach (var item in source)
                    yield return item;
            }
        }
        """);

    [Fact]
    public Task Of_a_generic_interface_and_of_the_assembly() => s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(IX<>), TotalTimeoutMs = 100)]
        public interface IX<T> { Task A(T t, CancellationToken token); }
        public class X<T> : IX<T[]> { public Task A(T[] t, CancellationToken [|token|]) => Task.Delay(5); }
        """);

    [Theory]
    [InlineData("Task.Delay(i, token).ContinueWith(_ => 1, token)")]
    [InlineData("Task.FromResult(i)")]
    [InlineData("throw new NotSupportedException()")]
    [InlineData("Deaf(i)")]
    [InlineData("Own(i, CancellationToken.None)")]
    [InlineData("Own(i, default)")]
    [InlineData("Lazily(() => Own(i))")]
    [InlineData("A(i)")]
    public Task What_cannot_use_one_or_does_without_on_purpose(string body) => s_rule.IsSilentAsync(
        Timed
        + $$"""
        public class X : IX
        {
            Task<int> IX.A(int i, CancellationToken token) => {{body}};
            public Task<int> A(int i) => Task.FromResult(i);
            private Task<int> Deaf(int i) => Task.FromResult(i);
            private Task<int> Own(int i, CancellationToken token = default) => Task.FromResult(i);
            private Task<int> Lazily(Func<Task<int>> make) => make();
        }
        """);

    [Theory]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { Task A(CancellationToken token); } public class X : IX { public Task A(CancellationToken token) => Task.Delay(5); }")]
    [InlineData("[Ambassador, Hedge(5)] public interface IX { Task A(CancellationToken token); } public class X : IX { public Task A(CancellationToken token) => Task.Delay(5); }")]
    [InlineData("public interface IX { Task A(CancellationToken token); } public class X : IX { public Task A(CancellationToken token) => Task.Delay(5); }")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX { Task A(CancellationToken token); } public class X : IX { public Task A(CancellationToken _) => Task.Delay(5); }")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX { Task A(CancellationToken token); } public abstract class X : IX { public abstract Task A(CancellationToken token); }")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX { Task A(CancellationToken token); } public class X { public Task A(CancellationToken token) => Task.Delay(5); }")]
    [InlineData("[Ambassador(TimeoutMs = 5)] public interface IX { Task A(CancellationToken token); } [System.CodeDom.Compiler.GeneratedCode(\"t\", \"1\")] public class X : IX { public Task A(CancellationToken token) => Task.Delay(5); }")]
    public Task Where_nothing_is_stopped_or_nobody_writes(string source) => s_rule.IsSilentAsync(source);
}

using Ambassador.CodeFixes;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.CodeFixes;

public class AddTokenTests
{
    [Fact]
    public async Task To_the_interface_and_its_implementations()
    {
        var fixing = new Fixing(
            new AddTokenFix(),
            """
            using Ambassador;
            using System.Threading.Tasks;

            [Ambassador(TimeoutMs = 100)]
            public interface IX
            {
                // Gets it.
                Task<int> GetAsync(int id); // Really.
            }
            """,
            """
            using System.Threading.Tasks;

            public class A : IX
            {
                public virtual Task<int> GetAsync(
                    int id)
                {
                    return Task.FromResult(id);
                }
            }

            public class B : A
            {
                public override Task<int> GetAsync(int cancellationToken) => base.GetAsync(cancellationToken);
            }

            public class C : IX
            {
                Task<int> IX.GetAsync(int id /* its number */) => Task.FromResult(id);
            }

            public static class Caller
            {
                public static Task<int> CallAsync(IX x) => x.GetAsync(1);
            }
            """);

        Assert.Equal(
            [
                """
                using Ambassador;
                using System.Threading;
                using System.Threading.Tasks;

                [Ambassador(TimeoutMs = 100)]
                public interface IX
                {
                    // Gets it.
                    Task<int> GetAsync(int id, CancellationToken cancellationToken = default); // Really.
                }
                """,
                """
                using System.Threading;
                using System.Threading.Tasks;

                public class A : IX
                {
                    public virtual Task<int> GetAsync(
                        int id,
                        CancellationToken cancellationToken = default)
                    {
                        return Task.FromResult(id);
                    }
                }

                public class B : A
                {
                    public override Task<int> GetAsync(int cancellationToken, CancellationToken cancellationToken2 = default) => base.GetAsync(cancellationToken);
                }

                public class C : IX
                {
                    Task<int> IX.GetAsync(int id /* its number */, CancellationToken cancellationToken) => Task.FromResult(id);
                }

                public static class Caller
                {
                    public static Task<int> CallAsync(IX x) => x.GetAsync(1);
                }
                """,
            ],
            await CompilingAsync(fixing.FixFirstAsync()));
    }

    [Fact]
    public async Task To_the_iterator_behind_a_stream()
    {
        var fixing = new Fixing(
            new AddTokenFix(),
            """
            using Ambassador;
            using System.Collections.Generic;
            using System.Threading.Tasks;

            [Ambassador]
            public interface IX
            {
                [Timeout(100)]
                IAsyncEnumerable<int> AllAsync();
            }

            public class X : IX
            {
                public async IAsyncEnumerable<int> AllAsync()
                {
                    await Task.Yield();
                    yield return 1;
                }
            }
            """);

        Assert.Equal(
            [
                """
                using Ambassador;
                using System.Collections.Generic;
                using System.Runtime.CompilerServices;
                using System.Threading;
                using System.Threading.Tasks;

                [Ambassador]
                public interface IX
                {
                    [Timeout(100)]
                    IAsyncEnumerable<int> AllAsync(CancellationToken cancellationToken = default);
                }

                public class X : IX
                {
                    public async IAsyncEnumerable<int> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
                    {
                        await Task.Yield();
                        yield return 1;
                    }
                }
                """,
            ],
            await CompilingAsync(fixing.FixFirstAsync()));
    }

    [Fact]
    public async Task All_at_once()
    {
        var fixing = new Fixing(
            new AddTokenFix(),
            """
            using Ambassador;
            using System.Threading;
            using System.Threading.Tasks;

            [Ambassador(TimeoutMs = 100)]
            public interface IX
            {
                Task A(
                    int i, // one
                    string s); // two

                void B();

                Task D(
                    int i // the last
                );
            }

            [Ambassador(TotalTimeoutMs = 100)]
            public interface IY<T>
            {
                Task<T> C(T item);
            }
            """,
            """
            using System.Threading;
            using System.Threading.Tasks;

            public class X : IX, IY<int>
            {
                public Task A(int i, string s) => Task.CompletedTask;

                public void B() => B(default);

                public void B(CancellationToken token) => token.ThrowIfCancellationRequested();

                public Task D(int i) => Task.CompletedTask;

                public Task<int> C(int item) => Task.FromResult(item);
            }
            """);

        Assert.Equal(
            [
                """
                using Ambassador;
                using System.Threading;
                using System.Threading.Tasks;

                [Ambassador(TimeoutMs = 100)]
                public interface IX
                {
                    Task A(
                        int i, // one
                        string s,
                        CancellationToken cancellationToken = default); // two

                    void B(CancellationToken cancellationToken = default);

                    Task D(
                        int i, // the last
                        CancellationToken cancellationToken = default
                    );
                }

                [Ambassador(TotalTimeoutMs = 100)]
                public interface IY<T>
                {
                    Task<T> C(T item, CancellationToken cancellationToken = default);
                }
                """,
                """
                using System.Threading;
                using System.Threading.Tasks;

                public class X : IX, IY<int>
                {
                    public Task A(int i, string s, CancellationToken cancellationToken = default) => Task.CompletedTask;

                    public void B() => B(default);

                    public void B(CancellationToken token) => token.ThrowIfCancellationRequested();

                    public Task D(int i, CancellationToken cancellationToken = default) => Task.CompletedTask;

                    public Task<int> C(int item, CancellationToken cancellationToken = default) => Task.FromResult(item);
                }
                """,
            ],
            await CompilingAsync(fixing.FixAllAsync()));
    }

    [Theory]
    [InlineData("[Timeout(5)] Task A(params int[] all);")]
    [InlineData("[Timeout(5), Fallback(nameof(B))] Task A(); static Task B() => Task.CompletedTask;")]
    public async Task Not_where_callers_or_fallbacks_would_no_longer_fit(string members)
    {
        var fixing = new Fixing(new AddTokenFix(), $"using Ambassador; using System.Threading.Tasks; [Ambassador] public interface IX {{ {members} }}");

        Assert.Empty(await fixing.TitlesAsync());
    }

    private static async Task<IReadOnlyList<string>> CompilingAsync(Task<IReadOnlyList<string>> fixing)
    {
        var files = await fixing;
        Compile.Sources([.. files]).WithGenerated().AssertCompiles();
        return files;
    }
}

using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class DoubleRetryAnalyzerTests
{
    private const string Types =
        """

        public interface IBase { Task PingAsync(); }
        [Ambassador] public interface ICatalog : IBase
        {
            [Retry(3)] Task<int> GetAsync(int id, CancellationToken token = default);
            [Retry(1, On = typeof(IOException))] int Count(string name);
            Task<int> OnceAsync(int id);
            [Retry(3)] Task<bool> IsReadyAsync();
        }
        """;

    private static readonly Rule s_rule = new("AMB0028", DiagnosticSeverity.Info);

    [Theory]
    [InlineData("await pipeline.ExecuteAsync(async ct => await [|catalog.GetAsync(1, ct)|], token);")]
    [InlineData("await pipeline.ExecuteAsync(ct => new ValueTask<int>([|catalog.GetAsync(1, ct)|]), token);")]
    [InlineData("await pipeline.ExecuteAsync(async ct => { var found = await [|catalog.GetAsync(1, ct)|].ConfigureAwait(false); return found + 1; });")]
    [InlineData("await pipeline.ExecuteAsync(static async (state, ct) => await [|state.GetAsync(1, ct)|], catalog, token);")]
    [InlineData("var own = new Polly.ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build(); await own.ExecuteAsync(async ct => await [|catalog.GetAsync(1, ct)|], token);")]
    [InlineData("await new Polly.ResiliencePipelineBuilder<int>().AddRetry(new Polly.Retry.RetryStrategyOptions<int>()).Build().ExecuteAsync(async ct => await [|catalog.GetAsync(1, ct)|], token);")]
    public Task A_pipeline_around(string statements) => s_rule.FiresAsync(
        Caller(statements), "'ICatalog.GetAsync(int, CancellationToken)' is retried by its ambassador already, up to 4 attempts, and the Polly pipeline around the call may make all of them again; retry in one place only");

    [Fact]
    public Task Of_a_blocking_call() => s_rule.FiresAsync(
        Caller("await Task.Yield(); pipeline.Execute(() => [|catalog.Count(\"a\")|]);"),
        "'ICatalog.Count(string)' is retried by its ambassador already, up to 2 attempts, and the Polly pipeline around the call may make all of them again; retry in one place only");

    [Fact]
    public Task Of_a_policy_of_the_older_kind() => s_rule.FiresAsync(
        "class Caller { public Task<int> RunAsync(Polly.IAsyncPolicy policy, ICatalog catalog) => policy.ExecuteAsync(() => [|catalog.GetAsync(1)|]); }"
            + " namespace Polly { public interface IAsyncPolicy { Task<T> ExecuteAsync<T>(Func<Task<T>> action); } }" + Types);

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) { try { await [|catalog.GetAsync(1, token)|]; break; } catch (IOException) { await Task.Delay(100, token); } }")]
    [InlineData("for (var i = 0; ; i++) { try { var found = await [|catalog.GetAsync(1)|]; Console.WriteLine(found); return; } catch { if (i == 3) throw; } }")]
    [InlineData("while (true) { try { Console.WriteLine(await [|catalog.GetAsync(1)|]); return; } catch (Exception) when (!token.IsCancellationRequested) { } }")]
    [InlineData("var attempts = 0; do { try { await [|catalog.GetAsync(1)|]; break; } catch (OperationCanceledException) { throw; } catch (Exception) { attempts++; } } while (attempts < 3);")]
    [InlineData("var done = false; while (!done) { try { await [|catalog.GetAsync(1)|]; done = true; } catch (IOException error) { Console.WriteLine(error); } }")]
    [InlineData("while (true) { try { await [|catalog.GetAsync(1)|]; } catch (IOException) { await Task.Delay(1); continue; } break; }")]
    [InlineData("while (true) { using var limited = new CancellationTokenSource(100); try { await [|catalog.GetAsync(1, limited.Token)|]; return; } catch (IOException) { } }")]
    public Task A_loop_around(string statements) => s_rule.FiresAsync(
        Caller(statements), "'ICatalog.GetAsync(int, CancellationToken)' is retried by its ambassador already, up to 4 attempts, and the loop around the call may make all of them again; retry in one place only");

    [Fact]
    public Task What_is_set_for_the_interface_and_by_the_assembly() => s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(IFar), Retry = 2)]
        public interface INear<T> { Task GoAsync(); }
        [Ambassador(Retry = 1)] public interface INearest : INear<int> { }
        public interface IFar { Task GoAsync(); }
        class Caller
        {
            public async Task RunAsync(INearest near, IFar far)
            {
                while (true) { try { await [|near.GoAsync()|]; return; } catch { } }
            }

            public async Task RunAsync(IFar far)
            {
                while (true) { try { await [|far.GoAsync()|]; return; } catch { } }
            }
        }
        """,
        "'INear<int>.GoAsync()' is retried by its ambassador already, up to 2 attempts, and the loop around the call may make all of them again; retry in one place only",
        "'IFar.GoAsync()' is retried by its ambassador already, up to 3 attempts, and the loop around the call may make all of them again; retry in one place only");

    [Theory]
    [InlineData("await pipeline.ExecuteAsync(async ct => await catalog.OnceAsync(1), token);")]
    [InlineData("await pipeline.ExecuteAsync(async ct => await catalog.PingAsync(), token);")]
    [InlineData("await pipeline.ExecuteAsync(async ct => await new CatalogClient().GetAsync(1, ct), token);")]
    [InlineData("var own = new Polly.ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(1)).Build(); await own.ExecuteAsync(async ct => await catalog.GetAsync(1, ct), token);")]
    [InlineData("await _limited.ExecuteAsync(async ct => await catalog.GetAsync(1, ct), token);")]
    [InlineData("await ExecuteAsync(() => catalog.GetAsync(1));")]
    [InlineData("await this.ExecuteAsync(() => catalog.GetAsync(1));")]
    [InlineData("await pipeline.ExecuteAsync(async ct => { Func<Task<int>> later = () => catalog.GetAsync(1, ct); await Task.Yield(); return later; }, token);")]
    public Task Silent_where_nothing_retries_twice(string statements) => s_rule.IsSilentAsync(Caller(statements));

    [Theory]
    [InlineData("foreach (var id in new[] { 1, 2 }) { try { await catalog.GetAsync(id); return; } catch (IOException) { } }")]
    [InlineData("for (var i = 0; i < 3; i++) { try { await catalog.GetAsync(i); return; } catch (IOException) { } }")]
    [InlineData("var id = 0; while (true) { try { await catalog.GetAsync(id); return; } catch (IOException) { id++; } }")]
    [InlineData("for (var i = 0; i < 3; i++) { var next = all[i]; try { await next.GetAsync(1); return; } catch (IOException) { } }")]
    [InlineData("for (var i = 0; i < 3; i++) { try { await all[i].GetAsync(1); return; } catch (IOException) { } }")]
    [InlineData("while (!token.IsCancellationRequested) { try { await catalog.GetAsync(1); } catch (IOException) { } await Task.Delay(1000, token); }")]
    [InlineData("while (true) { try { if (await catalog.IsReadyAsync()) return; } catch (IOException) { } await Task.Delay(1000); }")]
    [InlineData("var done = false; while (!done) { try { done = await catalog.IsReadyAsync(); } catch (IOException) { } }")]
    [InlineData("while (true) { try { await catalog.GetAsync(1); return; } catch (IOException) { throw new InvalidOperationException(); } }")]
    [InlineData("while (true) { try { await catalog.GetAsync(1); return; } catch (IOException) { break; } }")]
    [InlineData("while (true) { try { await catalog.GetAsync(1); return; } catch (OperationCanceledException) { } }")]
    [InlineData("while (true) { try { await catalog.GetAsync(1); return; } catch (Polly.CircuitBreaker.BrokenCircuitException) { await Task.Delay(1000); } }")]
    [InlineData("while (true) { try { var found = await catalog.GetAsync(1); await Task.Delay(found); return; } catch (IOException) { } }")]
    [InlineData("while (true) { try { await catalog.GetAsync(1); return; } finally { Console.WriteLine(); } }")]
    [InlineData("while (true) { try { await catalog.OnceAsync(1); return; } catch (IOException) { } }")]
    [InlineData("while (true) { try { await catalog.GetAsync(1); } catch (IOException) { } break; }")]
    [InlineData("try { await catalog.GetAsync(1); return; } catch (IOException) { }")]
    public Task Silent_where_a_loop_does_something_else(string statements) => s_rule.IsSilentAsync(Caller(statements));

    [Fact]
    public Task Silent_in_what_stands_behind_the_ambassador() => s_rule.IsSilentAsync(
        "[Ambassador(Retry = 1)] public interface IX { Task GoAsync(); } class Patient(IX inner) : IX { public async Task GoAsync() { while (true) { try { await inner.GoAsync(); return; } catch (IOException) { } } } }");

    [Theory]
    [InlineData("while (true) { try { await catalog.GetAsync(; return; } catch (IOException) { } }")]
    [InlineData("while (true) try { await catalog.Missing(1); return; } catch (Missing) { }")]
    [InlineData("while () { try { await catalog.GetAsync(1); return; } catch { } }")]
    [InlineData("await pipeline.ExecuteAsync(async ct => await catalog.GetAsync(1, ct)")]
    [InlineData("await .ExecuteAsync(ct => catalog.GetAsync(1, ct));")]
    public async Task Broken_code_breaks_nothing(string statements) =>
        await Compile.AnalyzeAsync(Compile.Sources("using Ambassador; using System; using System.IO; using System.Threading; using System.Threading.Tasks;\n" + Caller(statements)), "AMB0028");

    private static string Caller(string statements) =>
        $$"""
        using Polly;

        class Caller
        {
            private readonly Polly.ResiliencePipeline _limited;

            public Caller() => _limited = new Polly.ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(1)).Build();

            public async Task RunAsync(ICatalog catalog, ICatalog[] all, Polly.ResiliencePipeline pipeline, CancellationToken token)
            {
                {{statements}}
            }

            public async Task ExecuteAsync(Func<Task> action) => await action();
        }

        class CatalogClient : ICatalog
        {
            public Task PingAsync() => Task.CompletedTask;
            public Task<int> GetAsync(int id, CancellationToken token = default) => Task.FromResult(id);
            public int Count(string name) => 0;
            public Task<int> OnceAsync(int id) => Task.FromResult(id);
            public Task<bool> IsReadyAsync() => Task.FromResult(true);
        }
        """ + Types;
}

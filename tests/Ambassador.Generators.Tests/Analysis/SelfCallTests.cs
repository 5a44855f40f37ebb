using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class SelfCallTests
{
    private static readonly Rule s_rule = new("AMB0024", DiagnosticSeverity.Info);

    private const string Catalog =
        "[Ambassador(Retry = 3)] public interface IX { [Ambassador(CacheSeconds = 60)] Task<int> GetAsync(int id); [Ambassador(Retry = 0)] Task Plain(); Task AllAsync(); }\n";

    [Fact]
    public Task On_this_said_or_not() => s_rule.FiresAsync(
        Catalog
        + """
        public class X : IX
        {
            public Task<int> GetAsync(int id) => Task.FromResult(id);
            public Task Plain() => Task.CompletedTask;
            public Task AllAsync() => Task.CompletedTask;
            public async Task WarmUpAsync() { await [|GetAsync(1)|]; await [|this.GetAsync(2)|]; await [|((IX)this).GetAsync(3)|]; Func<Task> later = () => [|AllAsync()|]; await later(); }
            public Task First => [|GetAsync(1)|];
        }
        """,
        [
            .. Enumerable.Repeat("'X.WarmUpAsync()' calls 'IX.GetAsync(int)' on itself, past the ambassador and so without Retry = 3, CacheSeconds = 60; "
                + "call it on an injected 'IX', or move what both need into a method of its own", 3),
            "'X.WarmUpAsync()' calls 'IX.AllAsync()' on itself, past the ambassador and so without Retry = 3; call it on an injected 'IX', or move what both need into a method of its own",
            "'X' calls 'IX.GetAsync(int)' on itself, past the ambassador and so without Retry = 3, CacheSeconds = 60; call it on an injected 'IX', or move what both need into a method of its own",
        ]);

    [Fact]
    public Task What_the_call_around_does_not_cover() => s_rule.FiresAsync(
        Catalog
        + """
        public class X : IX
        {
            public virtual Task<int> GetAsync(int id) => Task.FromResult(id);
            public Task Plain() => [|AllAsync()|];
            public Task AllAsync() => [|GetAsync(1)|];
        }
        """,
        "'X.Plain()' calls 'IX.AllAsync()' on itself, past the ambassador and so without Retry = 3; call it on an injected 'IX', or move what both need into a method of its own",
        "'X.AllAsync()' calls 'IX.GetAsync(int)' on itself, past the ambassador and so without CacheSeconds = 60; call it on an injected 'IX', or move what both need into a method of its own");

    [Fact]
    public Task In_a_derived_class_and_of_generic_methods() => s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(IX<>), TimeoutMs = 100)]
        public interface IX<T> { Task<U> A<U>(T t, U u); }
        public class Base<T> : IX<T> { public virtual Task<U> A<U>(T t, U u) => Task.FromResult(u); }
        public class X : Base<int> { public override Task<U> A<U>(int t, U u) => base.A(t, u); public Task B() => [|A<string>(1, "")|]; }
        """);

    [Theory]
    [InlineData("public Task<int> GetAsync(int id) => GetAsync(id, 0); public Task<int> GetAsync(int id, int from) => GetAsync(id);")] // One's own overloads
    [InlineData("public Task<int> GetAsync(int id) => Task.FromResult(id); public Task BAsync() => Plain();")] // No policy
    [InlineData("public Task<int> GetAsync(int id) => Task.FromResult(id); public Task BAsync(IX other) => other.GetAsync(1);")]
    [InlineData("public Task<int> GetAsync(int id) => Task.FromResult(id); public Task BAsync(X other) => other.GetAsync(1);")]
    [InlineData("public Task<int> GetAsync(int id) => Task.FromResult(id); public string BAsync() => nameof(GetAsync);")]
    [InlineData("public Task<int> GetAsync(int id) => Task.FromResult(id); public Task BAsync() { return GetAsync(1); static Task<int> GetAsync(int id) => Task.FromResult(id); }")]
    [InlineData("public Task<int> GetAsync(int id) => Task.FromResult(id); private class Inner { public Task B() => GetAsync(1); private Task GetAsync(int id) => Task.CompletedTask; }")]
    public Task Calls_that_pass_nothing(string members) => s_rule.IsSilentAsync(
        Catalog + $"public class X : IX {{ {members} public Task Plain() => Task.CompletedTask; public Task AllAsync() => Plain(); }}");

    [Fact]
    public Task What_the_call_around_covers() => s_rule.IsSilentAsync(
        """
        [Ambassador(Retry = 3, TimeoutMs = 5)] public interface IX { Task A(); Task AllAsync(); }
        public class X : IX { public Task A() => Task.CompletedTask; public async Task AllAsync() { await A(); await A(); } }
        """);

    [Fact]
    public Task Without_an_ambassador() => s_rule.IsSilentAsync(
        "public interface IX { Task A(); } public class X : IX { public Task A() => Task.CompletedTask; public Task B() => A(); }");
}

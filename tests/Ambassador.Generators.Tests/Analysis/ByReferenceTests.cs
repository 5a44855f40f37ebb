using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class ByReferenceTests
{
    private static readonly Rule s_rule = new("AMB0012", DiagnosticSeverity.Warning);
    private static readonly Rule s_noEffect = new("AMB0003", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("bool M(int id, out string value);", "IX.M(int, out string)", "'value' is an out parameter; return it in the result, such as a tuple")]
    [InlineData("void M(ref int value);", "IX.M(ref int)", "'value' is a ref parameter; take a value, and return what it becomes")]
    [InlineData("void M(ref readonly int value);", "IX.M(ref readonly int)", "'value' is passed by reference; take a value, or an 'in' parameter")]
    [InlineData("void M(Span<int> value);", "IX.M(Span<int>)", "'value' is a span; take an array or a Memory")]
    [InlineData("int M(ReadOnlySpan<char> value);", "IX.M(ReadOnlySpan<char>)", "'value' is a span; take an array or a ReadOnlyMemory")]
    [InlineData("int M(Small value);", "IX.M(Small)", "'value' is bound to the stack; take a type that is not")]
    public async Task A_method_of_its_own_policy(string method, string name, string reason)
    {
        const string Small = " public ref struct Small;";

        await s_rule.FiresAsync(
            $"[Ambassador(Retry = 9)] public interface IX {{ [Ambassador([|Retry = 3|], CacheSeconds = 60)] {method} }}{Small}",
            $"{name}: Retry = 3 has no effect, because {reason}");
        await s_rule.FiresAsync(
            $"[Ambassador] public interface IX {{ [Ambassador(TimeoutMs = 5, [|CacheSeconds = 60|])] {method} }}{Small}",
            $"{name}: CacheSeconds = 60 has no effect, because {reason}");
        await s_rule.FiresAsync(
            $"[Ambassador] public interface IX {{ [Retry([|3|], On = typeof(TimeoutException))] {method} }}{Small}",
            $"{name}: Retry = 3 has no effect, because {reason}");
        await s_noEffect.IsSilentAsync($"[Ambassador(Retry = 9)] public interface IX {{ [Ambassador(Retry = 3, CacheSeconds = 60), Retry(3)] {method} }}{Small}");
    }

    [Fact]
    public async Task A_method_that_the_assembly_names()
    {
        const string Tail = " public interface IX { bool TryGet(int id, out string value); bool TryGet(string id, out string value); }";

        await s_rule.FiresAsync(
            "[assembly: AmbassadorFor(typeof(IX))] [assembly: AmbassadorForMethod(typeof(IX), \"TryGet\", [|Retry = 3|])]" + Tail,
            "IX.TryGet: Retry = 3 has no effect, because 'value' is an out parameter; return it in the result, such as a tuple");
        await s_noEffect.IsSilentAsync("[assembly: AmbassadorFor(typeof(IX))] [assembly: AmbassadorForMethod(typeof(IX), \"TryGet\", Retry = 3)]" + Tail);
    }

    [Theory]
    [InlineData("[[|Ambassador(TimeoutMs = 100)|]] void M(out int value);")]
    [InlineData("[[|Ambassador(Retry = 0)|]] void M(out int value);")]
    [InlineData("[[|Timeout(100)|]] void M(Span<int> value);")]
    [InlineData("[[|Retry(0)|]] void M(Span<int> value);")]
    [InlineData("[[|Ambassador(Retry = 3)|]] ref int M(out int value);")]
    [InlineData("[[|Ambassador(Retry = 3)|]] IObservable<int> M(int value);")]
    public async Task Other_attributes_have_no_effect_either(string method)
    {
        await s_noEffect.FiresAsync($"[Ambassador] public interface IX {{ {method} }}");
        await s_rule.IsSilentAsync($"[Ambassador] public interface IX {{ {method.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)} }}");
    }

    [Theory]
    [InlineData("[Ambassador(Retry = 3, CacheSeconds = 60)] public interface IX { bool TryGet(int id, out string value); void A(Span<int> s); int Get(in int id); }")]
    [InlineData("[Ambassador] public interface IX { [Ambassador(Retry = 3)] int Get(in int id); }")]
    public async Task A_policy_of_the_whole_interface_is_not_meant(string source)
    {
        await s_rule.IsSilentAsync(source);
        await s_noEffect.IsSilentAsync(source);
    }
}

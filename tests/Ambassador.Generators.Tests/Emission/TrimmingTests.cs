using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

/// <summary>What trimmed and native publishing compares between an interface and its implementation is alike in both.</summary>
public class TrimmingTests
{
    [Fact]
    public Task What_a_member_requires() => Golden.VerifyAsync(
        """
        using System;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading;
        using System.Threading.Tasks;

        [Ambassador.Ambassador]
        public interface IRequiring
        {
            [RequiresUnreferencedCode("Says \"why\".", Url = "https://example.com/why")]
            Task<int> Unreferenced(int id, CancellationToken token);
            [RequiresDynamicCode("")]
            void Dynamic();
            [RequiresAssemblyFiles]
            int Files();
            [RequiresUnreferencedCode("a"), RequiresDynamicCode("b"), RequiresAssemblyFiles("c", Url = "d")]
            Span<int> Forwarded();
            int Property { [RequiresUnreferencedCode("get")] get; [RequiresDynamicCode("set")] set; }
            [RequiresAssemblyFiles("whole")]
            string this[int index] { get; }
            [RequiresAssemblyFiles("whole")]
            event Action Event;
            [method: RequiresUnreferencedCode("accessors")]
            event Action Accessors;
        }
        """);

    [Fact]
    public Task What_is_accessed_of_a_type() => Golden.VerifyAsync(
        """
        using System;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading.Tasks;

        [Ambassador.Ambassador]
        public interface IAccessing<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> where T : class
        {
            Task Parameters([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type type, int id, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicEvents)] string name);
            [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicFields)]
            Type Returned([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicFields)] Type type);
            Task<U> Generic<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] U, V>(U a, V b, T c);
            [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicNestedTypes)]
            Type Forwarded<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.Interfaces)] U>([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] ref Type type, U other);
            [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicEvents)]
            Type Property { get; set; }
            Type Accessors { [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicEvents)] get; [param: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] set; }
            [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicEvents)]
            Type this[[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type index] { get; set; }
        }
        """);

    [Fact]
    public async Task They_are_inherited_from_compiled_interfaces_too()
    {
        const string Source =
            """
            [Ambassador.Ambassador] public interface IReflecting : System.Collections.Generic.IEqualityComparer<int>, System.Reflection.IReflectableType, System.Runtime.Serialization.IFormatter { }
            """;
        var compilation = Compile.Sources(Source);
        compilation.WithGenerated().AssertCompiles();
        await TrimAnalysis.AssertPublishesAsync(compilation);
        Assert.Contains("RequiresUnreferencedCode(", Compile.Generate(compilation)["ReflectingAmbassador.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>Otherwise the silence that the other tests expect would prove nothing.</summary>
    [Fact]
    public async Task An_implementation_that_says_less_would_be_noticed()
    {
        const string Source =
            """
            using System;
            using System.Diagnostics.CodeAnalysis;

            public interface IX
            {
                [RequiresUnreferencedCode(""), RequiresDynamicCode(""), RequiresAssemblyFiles] void Requires();
                void Parameter([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type type);
                [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type Return();
                void TypeParameter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>();
            }

            public class X(IX inner) : IX
            {
                void IX.Requires() => inner.Requires();
                void IX.Parameter(Type type) => inner.Parameter(type);
                Type IX.Return() => inner.Return();
                void IX.TypeParameter<T>() => inner.TypeParameter<T>();
            }
            """;
        var ids = (await TrimAnalysis.AnalyzeAsync(Compile.Sources(Source))).Select(diagnostic => diagnostic.Id).Order();

        Assert.Equal(["IL2026", "IL2046", "IL2067", "IL2091", "IL2092", "IL2093", "IL2095", "IL3002", "IL3003", "IL3050", "IL3051"], ids);
    }
}

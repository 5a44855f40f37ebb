using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class ForwardedMemberTests
{
    [Fact]
    public Task Properties_indexers_and_events() => Golden.VerifyAsync(
        """
        using System;

        [Ambassador.Ambassador]
        public interface IState
        {
            int ReadOnly { get; }
            string? ReadWrite { get; set; }
            int WriteOnly { set; }
            ref readonly int Reference { get; }
            int this[int index] { get; set; }
            int this[in long index, params string[] names] { get; }
            event EventHandler? Changed;
        }
        """);

    [Fact]
    public Task References() => Golden.VerifyAsync(
        """
        using System;
        using System.Diagnostics.CodeAnalysis;

        [Ambassador.Ambassador]
        public interface IReferences
        {
            void Ref(ref int a);
            bool Out(int a, out string? b);
            void RefReadOnly(ref readonly int a);
            ref int ReturnsRef(ref int a);
            ref readonly int ReturnsRefReadOnly();
            ref int Scoped(scoped ref int a, [UnscopedRef] out int b);
            T? Generic<T>(out T? a);
        }
        """);

    [Fact]
    public Task Spans_and_pointers() => Golden.VerifyAsync(
        """
        using System;

        [Ambassador.Ambassador]
        public unsafe interface IMemory
        {
            Span<byte> Slice(Span<byte> a, scoped ReadOnlySpan<char> b);
            int Sum(params ReadOnlySpan<int> a);
            int* Pointer(void* a);
            delegate*<int, void> Function { get; }
            void RefStruct<T>(T a) where T : allows ref struct;
        }
        """);

    [Fact]
    public Task Streams_of_types_of_their_own_and_other_awaitables() => Golden.VerifyAsync(
        """
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;

        public interface IPages : IAsyncEnumerable<int>;

        [Ambassador.Ambassador(Retry = 3)]
        public interface IStreams
        {
            IPages Pages();
            T OfType<T>() where T : IAsyncEnumerable<int>;
            IAsyncEnumerator<int> Enumerator();
            IObservable<int> Observable();
            ConfiguredTaskAwaitable Awaitable();
        }
        """);

    [Fact]
    public Task Default_members_reach_the_implementation() => Golden.VerifyAsync(
        """
        using System.Threading.Tasks;

        [Ambassador.Ambassador]
        public interface IDefaults
        {
            int Count => 0;
            Task<int> Get(int id) => Task.FromResult(id);
            T? Find<T>(ref T? a) => a;
            sealed int Sealed() => Private();
            private int Private() => 1;
            static int Static() => 1;
        }
        """);
}

using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class MethodTests
{
    [Fact]
    public Task The_interface_of_the_readme() => Golden.VerifyAsync(
        """
        using System.Threading;
        using System.Threading.Tasks;
        using Ambassador;

        namespace Shop;

        public sealed record Product(int Id, string Name);

        [Ambassador(Retry = 3, TimeoutMs = 2_000, CacheSeconds = 60, Breaker = 0.5)]
        public interface ICatalog
        {
            ValueTask<Product> GetAsync(int id, CancellationToken cancellationToken = default);

            [Ambassador(Retry = 0, CacheSeconds = 0)]
            Task SaveAsync(Product product, CancellationToken cancellationToken = default);
        }
        """);

    [Fact]
    public Task Each_kind_of_return() => Golden.VerifyAsync(
        """
        using System.Threading.Tasks;

        [Ambassador.Ambassador]
        public interface IReturns
        {
            void Nothing(string? a);
            string? Value();
            Task Task();
            Task<(int Count, string? Name)> TaskOfResult();
            ValueTask ValueTask();
            ValueTask<Task<int?>> ValueTaskOfResult();
        }
        """);

    [Fact]
    public Task Streams() => Golden.VerifyAsync(
        """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;

        #pragma warning disable AMB0009 // A stream behind a task is not worth keeping.
        [Ambassador.Ambassador(Retry = 3, TimeoutMs = 2_000, CacheSeconds = 60)]
        public interface IStreams
        {
            IAsyncEnumerable<(int Id, string? Name)> Items(int id, CancellationToken token);
            IAsyncEnumerable<T?> Generic<T>(T? a) where T : class;
            IAsyncEnumerable<ReadOnlyMemory<byte>?>? OfNothing();
            IAsyncEnumerable<Span<byte>> Spans();
            Task<IAsyncEnumerable<int>> Later();
        }
        """);

    [Fact]
    public Task The_settings_of_the_call_wherever_they_stand() => Golden.VerifyAsync(
        """
        using System.Threading;
        using System.Threading.Tasks;
        using Ambassador;

        [Ambassador(CacheSeconds = 60)]
        public interface ITunable
        {
            int First(PolicySettings settings, int a);
            Task<int> Between(int a, PolicySettings? settings = null, CancellationToken token = default);
            ValueTask Twice(in PolicySettings? first, PolicySettings? second);
            ValueTask<int> Alone(PolicySettings? _settings);
        }
        """);

    [Fact]
    public Task The_token_wherever_it_stands() => Golden.VerifyAsync(
        """
        using System.Threading;
        using System.Threading.Tasks;

        [Ambassador.Ambassador]
        public interface ITokens
        {
            Task None(int a);
            Task First(CancellationToken token, int a);
            Task Middle(int a, CancellationToken token, string b);
            Task<int> Twice(int a, CancellationToken first, CancellationToken second);
            Task Nullable(CancellationToken? token);
        }
        """);

    [Fact]
    public Task Generic_methods() => Golden.VerifyAsync(
        """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;

        [Ambassador.Ambassador]
        public interface IGeneric
        {
            Task<T> Constrained<T, U>(T a, List<U> b) where T : class, IComparable<T>, new() where U : struct, Enum;
            Task<T?> Annotated<T, U, V, W>(T? a, U? b, V? c, W? d) where U : class where V : struct where W : notnull;
        }
        """);

    [Fact]
    public Task Overloads_have_a_pipeline_each() => Golden.VerifyAsync(
        """
        using System.Threading.Tasks;

        [Ambassador.Ambassador(Retry = 1)]
        public interface IOverloads
        {
            Task<int> Get(int id);
            Task<int> Get(string name);
            Task<int> Get<T>(T key);
            [Ambassador.Ambassador(Retry = 5)]
            Task<int> Get(int id, in int version);
            Task<int> Get2();
        }
        """);

    [Fact]
    public Task Names_that_are_keywords_or_ours() => Golden.VerifyAsync(
        """
        using System.Threading.Tasks;

        namespace @namespace.@class;

        [Ambassador.Ambassador]
        public interface IKeywords<@event>
        {
            Task<int> @void(int @class, @event @this);
            Task Methods(int _targets, int _0);
            Task<_1> Settings<_1, ACall>(_1 a, ACall b);
        }
        """);

    [Fact]
    public Task More_arguments_than_one_hash_takes() => Golden.VerifyAsync(
        """
        [Ambassador.Ambassador]
        public interface IMany
        {
            int Sum(int a, int b, int c, int d, int e, int f, int g, int h, int i);
        }
        """);

    [Fact]
    public Task Dynamic_arguments_are_bound_at_compile_time() => Golden.VerifyAsync(
        """
        using System.Collections.Generic;
        using System.Threading.Tasks;

        [Ambassador.Ambassador]
        public interface IDynamic
        {
            Task<dynamic?> Call(dynamic a, List<dynamic> b);
            void Forward(ref dynamic a);
        }
        """);
}

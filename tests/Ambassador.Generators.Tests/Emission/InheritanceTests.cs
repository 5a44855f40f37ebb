using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class InheritanceTests
{
    [Fact]
    public Task Settings_come_from_method_then_decorated_then_declaring_interface() => Golden.VerifyAsync(
        """
        using System.Threading.Tasks;
        using Ambassador;

        namespace Shop;

        [Ambassador(Retry = 1, TimeoutMs = 100, CacheSeconds = 10, Breaker = 0.1)]
        public interface IBase
        {
            Task<int> Plain();
            [Ambassador(TimeoutMs = 200, CacheMaxEntries = 5)]
            Task<int> Annotated();
        }

        [Ambassador(Retry = 2)]
        public interface IDerived : IBase
        {
            Task<int> Own();
        }
        """);

    [Fact]
    public Task Hidden_and_doubly_inherited_members() => Golden.VerifyAsync(
        """
        using System.Threading.Tasks;

        namespace Shop;

        public interface ILeft { Task<int> Get(int id); int Count { get; } }
        public interface IRight { Task<int> Get(int id); int Count { get; set; } }

        [Ambassador.Ambassador]
        public interface IBoth : ILeft, IRight
        {
            new Task<string> Get(int id);
        }
        """);

    [Fact]
    public Task Several_constructions_of_one_base() => Golden.VerifyAsync(
        """
        using System.Threading.Tasks;

        namespace Shop;

        public interface IHandler<T> { Task Handle(T message); }

        [Ambassador.Ambassador]
        public interface IHandlers : IHandler<int>, IHandler<string?>;
        """);

    [Fact]
    public Task Disposal_is_a_matter_of_ownership() => Golden.VerifyAsync(
        """
        using System;
        using System.Threading.Tasks;

        namespace Shop;

        [Ambassador.Ambassador]
        public interface IConnection : IDisposable, IAsyncDisposable
        {
            Task Send();
        }

        [Ambassador.Ambassador]
        public interface IOnlyDisposable : IDisposable { int Id { get; } }

        [Ambassador.Ambassador]
        public interface IOnlyAsyncDisposable<T> : IAsyncDisposable where T : class { void Dispose(); }

        [Ambassador.Ambassador]
        public interface IHasMethodsOfThoseNames
        {
            void Dispose();
            ValueTask DisposeAsync();
        }
        """);
}

using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class TypeTests
{
    [Fact]
    public Task A_generic_interface() => Golden.VerifyAsync(
        """
        using System;
        using System.Threading.Tasks;

        namespace Shop;

        [Ambassador.Ambassador(Retry = 2)]
        public interface IRepository<in TKey, out TItem, TOther> where TKey : notnull, IEquatable<TKey> where TItem : class? where TOther : unmanaged
        {
            TItem Find(TKey key);
            Task<TOther?> Map<TKey2>(TKey key, TKey2? other);
        }
        """);

    [Fact]
    public Task Interfaces_nested_in_other_types() => Golden.VerifyAsync(
        """
        using System.Threading.Tasks;

        namespace Shop;

        public class Outer<T> where T : class
        {
            public static class Middle
            {
                [Ambassador.Ambassador]
                public interface IInner<U> where U : T
                {
                    Task<(T, U)> Get(T a, U b);
                }
            }
        }
        """);

    [Fact]
    public Task Accessibility_is_that_of_the_outermost() => Golden.VerifyAsync(
        """
        [Ambassador.Ambassador] internal interface IInternal { int Get(); }
        internal class Outer { [Ambassador.Ambassador] public interface INested { int Get(); } }
        """);

    [Fact]
    public Task A_name_without_a_prefix() => Golden.VerifyAsync(
        """
        [Ambassador.Ambassador] public interface Item { int Get(); }
        """);

    [Fact]
    public Task An_attribute_on_a_method_alone() => Golden.VerifyAsync(
        """
        using System.Threading.Tasks;

        namespace Shop;

        public interface IPrices
        {
            Task<decimal> GetAsync(int id);
            [Ambassador.Ambassador(Retry = 2)]
            Task RefreshAsync();
            [Ambassador.Ambassador(TimeoutMs = 500)]
            Task CloseAsync();
        }
        """);

    [Fact]
    public Task Obsolete_interfaces_and_members() => Golden.VerifyAsync(
        """
        using System;
        using System.Threading.Tasks;

        [Obsolete("Use another.", true), Ambassador.Ambassador]
        public interface IGone { Task Get(); }

        [Ambassador.Ambassador]
        public interface IOld { [Obsolete("Use another.", true)] Task<int> Get(int id); [Obsolete("Use another.", true)] int Count { get; } }
        """);
}

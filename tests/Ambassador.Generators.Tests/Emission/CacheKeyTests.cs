using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class CacheKeyTests
{
    [Fact]
    public Task Arguments_that_are_no_part_of_the_key() => Golden.VerifyAsync("""
        using System.Threading;
        using System.Threading.Tasks;
        using Ambassador;

        [Ambassador(CacheSeconds = 60)]
        public interface ICatalog : IPrices<string>
        {
            ValueTask<int> GetAsync(int id, [CacheKeyIgnore] string trace, CancellationToken cancellationToken);

            Task<int> FindAsync([CacheKeyIgnore] in long trace, [CacheKeyIgnore] object hint);
        }

        public interface IPrices<T>
        {
            int Price([CacheKeyIgnore] T trace, int id, [HashKey] string region);
        }
        """);
}

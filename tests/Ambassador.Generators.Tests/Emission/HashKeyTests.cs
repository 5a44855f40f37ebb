using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class HashKeyTests
{
    [Fact]
    public Task Arguments_that_choose_the_target() => Golden.VerifyAsync("""
        using System.Threading;
        using System.Threading.Tasks;
        using Ambassador;

        [Ambassador, Balance(BalancingAlgorithm.RingHash)]
        public interface ICarts
        {
            ValueTask<int> GetAsync([HashKey] string user, int item, CancellationToken cancellationToken);

            Task SaveAsync(int item, [HashKey] string tenant, [HashKey] in long user);

            void Clear();
        }
        """);
}

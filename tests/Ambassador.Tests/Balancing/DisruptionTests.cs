using Ambassador.Balancing;
using CsCheck;

namespace Ambassador.Tests.Balancing;

/// <summary>How many keys move when a target leaves, and how evenly they are spread. docs/balancing.md has the numbers.</summary>
public class DisruptionTests(ITestOutputHelper output)
{
    private const int Keys = 50_000;

    // With as many entries for each target before and after, only the keys of the one that has left can move.
    [Fact]
    public void ARingMovesOnlyTheKeysOfTheTargetThatLeaves() => Gen.Select(Gen.Int[2, 40], Gen.Int[1, 200], Gen.Int[0, 39]).Sample(
        (count, entries, leaver) =>
        {
            leaver %= count;
            var targets = Backends.Weighted(new Backends().Many(count));
            var before = new HashRing(targets, count * entries, int.MaxValue);
            WeightedTarget[] rest = [.. targets.Where((_, i) => i != leaver)];
            var after = new HashRing(rest, (count - 1) * entries, int.MaxValue);
            for (var key = 0UL; key < 2_000; key++)
            {
                var hash = HashKeys.Mix(key);
                var owner = before.Find(hash, 0);
                if (owner != leaver)
                    Assert.Same(targets[owner].Target, rest[after.Find(hash, 0)].Target);
            }
        },
        iter: 100);

    // Keys of the one that leaves, and: on a ring of Envoy's size, the entries that the others get to make up for its; in a table, places that fall to others on the way.
    [Theory]
    [InlineData(BalancingAlgorithm.RingHash, 10, 1.8)]
    [InlineData(BalancingAlgorithm.RingHash, 100, 1.4)]
    [InlineData(BalancingAlgorithm.Maglev, 10, 1.1)]
    [InlineData(BalancingAlgorithm.Maglev, 100, 1.7)]
    public void FewKeysMove(BalancingAlgorithm algorithm, int count, double bound)
    {
        var targets = Backends.Weighted(new Backends().Many(count));
        var before = Table(algorithm, targets);
        var owners = Owners(before, count);
        var moved = Enumerable.Range(0, 10).Average(leaver =>
        {
            WeightedTarget[] rest = [.. targets.Where((_, i) => i != leaver)];
            var after = Table(algorithm, rest);
            return Enumerable.Range(0, Keys).Count(key => targets[before.Find(HashKeys.Mix((ulong)key), 0)].Target != rest[after.Find(HashKeys.Mix((ulong)key), 0)].Target);
        });

        output.WriteLine($"{algorithm}, {count} targets: {moved / Keys * count:0.00} times 1/{count} of the keys move; shares from {owners.Min() * (double)count / Keys:0.00} to {owners.Max() * (double)count / Keys:0.00} of the average");
        Assert.InRange(moved / Keys * count, 0.8, bound);
    }

    [Fact]
    public void AMaglevTableIsEven()
    {
        foreach (var count in new[] { 3, 10, 100, 1_000 })
        {
            var entries = new MaglevTable(Backends.Weighted(new Backends().Many(count)), 65_537).CountEntries();
            Assert.InRange(entries.Max() - entries.Min(), 0, 1);
        }
    }

    private static int[] Owners(HashTable table, int count)
    {
        var owners = new int[count];
        for (var key = 0UL; key < Keys; key++)
            owners[table.Find(HashKeys.Mix(key), 0)]++;

        return owners;
    }

    private static HashTable Table(BalancingAlgorithm algorithm, WeightedTarget[] targets) =>
        algorithm == BalancingAlgorithm.Maglev ? new MaglevTable(targets, 65_537) : new HashRing(targets, 1_024, 8 << 20);
}

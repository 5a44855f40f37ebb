using System.IO.Hashing;
using System.Text;
using Ambassador.Balancing;
using Ambassador.Targets;

namespace Ambassador.Tests.Balancing;

/// <summary>
/// The tables that Envoy's own tests expect: test/extensions/load_balancing_policies/ring_hash/ring_hash_lb_test.cc and maglev/maglev_lb_test.cc in
/// envoyproxy/envoy. Hosts there are written tcp://127.0.0.1:90 and hashed as 127.0.0.1:90.
/// </summary>
public class PublishedHashingTests
{
    private readonly Backends _backends = new();

    // xxHash's own sanity checks and the values that its implementations quote.
    [Theory]
    [InlineData("", 0, 0xEF46DB3751D8E999)]
    [InlineData("a", 0, 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0, 0x44BC2CF5AD770999)]
    [InlineData("", 1, 0xD5AFBA1336A3BE4B)]
    public void XxHash64(string text, long seed, ulong expected)
    {
        Assert.Equal(expected, HashKeys.Hash(text, seed));
        Assert.Equal(expected, System.IO.Hashing.XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text), seed));
    }

    [Fact]
    public void RingHashBasic()
    {
        var ring = new HashRing(Ports(90, 91, 92, 93, 94, 95), 12, 8 << 20);

        (ulong Hash, int Port)[] expected =
        [
            (833437586790550860, 94), (928266305478181108, 92), (1033482794131418490, 90), (3551244743356806947, 95), (3851675632748031481, 93), (5583722120771150861, 91),
            (6311230543546372928, 91), (7700377290971790572, 93), (13144177310400110813, 95), (13444792449719432967, 92), (15516499411664133160, 94), (16117243373044804889, 90),
        ];
        AssertRing(ring, 90, expected);
        Assert.Equal(94, 90 + ring.Find(0, 0));
        Assert.Equal(94, 90 + ring.Find(ulong.MaxValue, 0));
        Assert.Equal(93, 90 + ring.Find(3551244743356806948, 0));
        Assert.Equal(90, 90 + ring.Find(16117243373044804880, 0));

        // BasicWithRetryHostPredicate: the next host, the one after it, and around the ring.
        Assert.Equal(92, 90 + ring.Find(0, 1));
        Assert.Equal(90, 90 + ring.Find(0, 2));
        Assert.Equal(92, 90 + ring.Find(0, 13));
    }

    [Fact]
    public void RingHashBasicWithHostname()
    {
        // As with Envoy's metadata hash_key.
        Target[] targets = [.. Enumerable.Range(90, 6).Select(port => _backends.Add($"127.0.0.1:{port}", labels: ("hash_key", $"{port}")))];
        var ring = new HashRing(Backends.Weighted(targets), 12, 8 << 20);

        AssertRing(
            ring,
            90,
            [
                (1975508444536362413, 95), (2376063919839173711, 95), (2386806903309390596, 93), (6749904478991551885, 94), (6803900775736438537, 93), (7225015537174310577, 92),
                (8787465352164086522, 90), (11282020843382717940, 92), (13723418369486627818, 91), (13776502110861797421, 90), (14338313586354474791, 91), (15364271037087512980, 94),
            ]);
    }

    [Fact]
    public void RingHashUnevenHosts()
    {
        AssertRing(
            new HashRing(Ports(80, 81), 3, 8 << 20),
            80,
            [(5454692015285649509, 80), (7859399908942313493, 81), (13838424394637650569, 80), (16064866803292627174, 81)]);
        AssertRing(
            new HashRing(Ports(81, 82), 3, 8 << 20),
            81,
            [(7859399908942313493, 81), (8241336090459785962, 82), (12882406409176325258, 82), (16064866803292627174, 81)]);
    }

    [Fact]
    public void RingHashHostWeightedTinyRing() => AssertRing(
        new HashRing(Weights(1, 2, 3), 6, 6),
        0,
        [
            (928266305478181108, 2), (4443673547860492590, 2), (5583722120771150861, 1),
            (6311230543546372928, 1), (13444792449719432967, 2), (16117243373044804889, 0),
        ]);

    [Fact]
    public void RingHashHostWeightedLargeRing()
    {
        var ring = new HashRing(Weights(1, 2, 3), 6144, 8 << 20);

        Assert.Equal([1024, 2048, 3072], ring.CountEntries());
        Assert.Equal([987, 1932, 3081], Histogram(ring, 6000, 3));
    }

    // HostAndLocalityWeightedTinyRing and -LargeRing, with the weights of localities multiplied into those of hosts.
    [Fact]
    public void RingHashHostAndLocalityWeighted()
    {
        AssertRing(
            new HashRing(Weights(1, 2, 2, 4), 9, 9),
            0,
            [
                (928266305478181108, 2), (3851675632748031481, 3), (5583722120771150861, 1), (6311230543546372928, 1), (7700377290971790572, 3),
                (12559126875973811811, 3), (13444792449719432967, 2), (13784988426630141778, 3), (16117243373044804889, 0),
            ]);
        Assert.Equal([924, 2009, 2053, 4014], Histogram(new HashRing(Weights(1, 2, 2, 4), 9216, 8 << 20), 9000, 4));
    }

    [Fact]
    public void RingHashSmallFractionalScale()
    {
        var counts = Histogram(new HashRing(Ports(90, 91, 92, 93), 2, 2), 1024, 4);

        Assert.Equal(2, counts.Count(count => count == 0));
        Assert.Equal(1024, counts.Sum());
    }

    [Fact]
    public void RingHashLargeFractionalScale()
    {
        var ring = new HashRing(Ports(90, 91), 1023, 1023);

        Assert.Equal([511, 512], ring.CountEntries().Order());
        Assert.Equal([526, 497], Histogram(ring, 1023, 2));
    }

    [Fact]
    public void RingHashLopsidedWeightSmallScale()
    {
        Target[] targets = [.. Enumerable.Range(0, 1024).Select(port => _backends.Add($"127.0.0.1:{port}", weight: port == 0 ? 127 * 1023 : 1))];
        var ring = new HashRing(Backends.Weighted(targets), 1024, 1024);

        Assert.Equal(1016, ring.CountEntries()[0]);
        (ulong Hash, int Port)[] expected =
        [
            (11664790346325243808, 1), (15894554872961148518, 128), (13958138884277627155, 256), (15803774069438192949, 384),
            (3829253010855396576, 512), (17918147347826565154, 640), (6442769608292299103, 768), (5881074926069334434, 896),
        ];
        Assert.All(expected, each => Assert.Equal(each.Port, ring.Find(each.Hash, 0)));
    }

    [Fact]
    public void MaglevBasic()
    {
        var table = new MaglevTable(Ports(90, 91, 92, 93, 94, 95), 7);

        AssertTable(table, [2, 4, 0, 1, 5, 0, 3]);

        // BasicWithRetryHostPredicate.
        Assert.Equal(1, table.Find(10, 0));
        Assert.Equal(0, table.Find(10, 1));
        Assert.Equal(5, table.Find(10, 2));
    }

    [Fact]
    public void MaglevBasicWithHostName()
    {
        Target[] targets = [.. Enumerable.Range(90, 6).Select(port => _backends.Add($"127.0.0.1:{port}", labels: ("hash_key", $"{port}")))];

        AssertTable(new MaglevTable(Backends.Weighted(targets), 7), [2, 5, 0, 3, 4, 1, 0]);
    }

    [Fact]
    public void MaglevBasicStability()
    {
        int[] ports = [93, 90, 95, 91, 94, 92];
        var table = new MaglevTable(Ports(ports), 7);

        Assert.Equal([92, 94, 90, 91, 95, 90, 93], Enumerable.Range(0, 7).Select(i => ports[table.Find((ulong)i, 0)]));
    }

    [Fact]
    public void MaglevWeighted() => AssertTable(new MaglevTable(Weights(1, 2), 17), [1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 0, 1]);

    // LocalityWeightedSameLocalityWeights and -DifferentLocalityWeights: hosts of one locality each, so the localities' weights are theirs.
    [Fact]
    public void MaglevLocalityWeighted()
    {
        AssertTable(new MaglevTable(Weights(1, 1), 17), [1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1]);
        AssertTable(new MaglevTable(Weights(8, 2), 17), [1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void MaglevWeightedSingleHost() => AssertTable(new MaglevTable(Weights(7), 17), new int[17]);

    [Fact]
    public void MaglevNoPrimeNumber() => Assert.Throws<ArgumentOutOfRangeException>(() => new MaglevTable(Ports(90), 8));

    private WeightedTarget[] Ports(params int[] ports) => Backends.Weighted(ports.Select(port => _backends.Add($"127.0.0.1:{port}")));

    private WeightedTarget[] Weights(params double[] weights) => Backends.Weighted(weights.Select((weight, i) => _backends.Add($"127.0.0.1:{90 + i}", weight)));

    private static void AssertRing(HashRing ring, int first, (ulong Hash, int Port)[] expected)
    {
        Assert.Equal(expected.Length, ring.CountEntries().Sum());
        for (var i = 0; i < expected.Length; i++)
        {
            // An entry owns its own hash and the ones before, down to the entry before.
            Assert.Equal(expected[i].Port, first + ring.Find(expected[i].Hash, 0));
            Assert.Equal(expected[(i + 1) % expected.Length].Port, first + ring.Find(expected[i].Hash + 1, 0));
        }
    }

    private static void AssertTable(MaglevTable table, int[] expected) =>
        Assert.Equal([.. expected, .. expected], Enumerable.Range(0, 2 * expected.Length).Select(i => table.Find((ulong)i, 0)));

    private static int[] Histogram(HashRing ring, uint draws, int targets)
    {
        var counts = new int[targets];
        for (var i = 0U; i < draws; i++)
            counts[ring.Find(i * (ulong.MaxValue / draws), 0)]++;

        return counts;
    }
}

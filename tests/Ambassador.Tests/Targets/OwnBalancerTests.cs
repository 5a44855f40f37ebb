using Ambassador.Balancing;
using Ambassador.Targets;
using Ambassador.Tests.Services;

namespace Ambassador.Tests.Targets;

/// <summary>The user's own way to choose: it sees to the choice among those that may be called, and to nothing else.</summary>
public class OwnBalancerTests
{
    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public async Task It_chooses(Kind kind)
    {
        await using var fleet = new Fleet(PolicySettings.None, targets => targets.Add("a", weight: 1).Add("b", weight: 3).Add("c", weight: 2).Balance(_ => new Heaviest()));
        for (var i = 0; i < 5; i++)
            await fleet.CallAsync(kind);

        Assert.Equal(5, fleet.Calls["b"]);
    }

    [Fact]
    public async Task What_it_need_not_see_to_is_seen_to()
    {
        await using var fleet = new Fleet(
            new() { Retry = 1, RetryDelayMs = 0, Eject = true, EjectConsecutiveFailures = 3 },
            targets => targets.Add("a", weight: 1).Add("b", weight: 3).Add("c", weight: 2).Balance(_ => new Heaviest()));
        fleet.Answer = (address, _) => address == "b" ? throw new IOException() : Task.CompletedTask;

        for (var i = 0; i < 10; i++)
            await fleet.CallAsync(Kind.Task);

        // Three failures that another made good, then it is ejected.
        Assert.Equal(3, fleet.Calls["b"]);
        Assert.Equal(10, fleet.Calls["a"] + fleet.Calls["c"]);
        Assert.True(fleet.Calls["c"] >= 7);
    }

    [Fact]
    public void It_fits_in_thirty_lines()
    {
        var lines = File.ReadAllLines(SourceOf()).SkipWhile(line => !line.StartsWith("internal sealed class Heaviest", StringComparison.Ordinal)).ToArray();
        Assert.InRange(lines.Length, 5, 30);
    }

    private static string SourceOf([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}

/// <summary>Sends everything to the heaviest target.</summary>
internal sealed class Heaviest : ILoadBalancer
{
    public TargetPicker CreatePicker(IReadOnlyList<WeightedTarget> targets) => new Picker([.. targets.OrderByDescending(target => target.Weight).Select(target => target.Target)]);

    private sealed class Picker(Target[] targets) : TargetPicker
    {
        public override Target Pick(in PickContext context)
        {
            foreach (var target in targets)
            {
                if (!context.IsTried(target))
                    return target;
            }

            return targets[0];
        }
    }
}

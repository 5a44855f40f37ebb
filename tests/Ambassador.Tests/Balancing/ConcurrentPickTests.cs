using Ambassador.Balancing;
using Ambassador.Targets;
using Ambassador.Tests.Performance;

namespace Ambassador.Tests.Balancing;

public class ConcurrentPickTests
{
    [Theory, EveryAlgorithm]
    public async Task PicksDuringChangesAreMembers(BalancingAlgorithm algorithm)
    {
        const int Changes = 300;
        var backends = new Backends();
        var all = backends.Many(12);

        // Each membership has a few of them; which of the lists is in force can only be said to lie between two numbers.
        Target[][] lists = [.. Enumerable.Range(0, Changes + 1).Select(i => all.Where((_, k) => (k + i) % 3 != 0).ToArray())];
        var balancer = new Balancer(new BalancingRules { Algorithm = algorithm, MaglevTableSize = 251, BoundedLoad = 1.25 }, backends.Clock);
        balancer.Update(lists[0]);
        int begun = 0, done = 0, picks = 0;

        async Task Pick()
        {
            await Task.Yield();
            for (var key = 0UL; Volatile.Read(ref done) < Changes; key++)
            {
                var from = Volatile.Read(ref done);
                var target = balancer.Pick(new PickContext(key % 50))!;
                var to = Volatile.Read(ref begun);
                var began = target.Begin();
                target.End(began, key % 7 == 0 ? AttemptOutcome.Failed : AttemptOutcome.Succeeded);
                Interlocked.Increment(ref picks);
                Assert.Contains(lists[from..(to + 1)], list => list.Contains(target));
            }
        }

        Task[] pickers = [Task.Run(Pick), Task.Run(Pick), Task.Run(Pick)];
        for (var change = 1; change <= Changes; change++)
        {
            var before = Volatile.Read(ref picks);
            Volatile.Write(ref begun, change);
            balancer.Update(lists[change]);
            Volatile.Write(ref done, change);
            if (change < Changes && change % 10 == 0)
                SpinWait.SpinUntil(() => Volatile.Read(ref picks) > before || pickers.Any(picker => picker.IsCompleted));
        }

        await Task.WhenAll(pickers);
        Assert.True(picks >= Changes / 10 - 1);
        Assert.All(all, target => Assert.Equal(0, target.Pending));
    }

    [Theory, EveryAlgorithm]
    public void APickAllocatesNothing(BalancingAlgorithm algorithm)
    {
        var backends = new Backends();
        var targets = backends.Many(100, i => 1 + (i % 3));
        foreach (var target in targets[..20])
            target.Health = TargetHealth.Unhealthy;

        var balancer = backends.Balance(new BalancingRules { Algorithm = algorithm, BoundedLoad = 1.25 }, targets);
        Target[] tried = [targets[50], targets[51]];
        var key = 0UL;

        Assert.Equal(0, Allocation.Of(() =>
        {
            key = (key + 1) % 1_000;
            balancer.Pick(new PickContext(key));
            balancer.Pick(new PickContext(key, tried));
        }));
    }
}

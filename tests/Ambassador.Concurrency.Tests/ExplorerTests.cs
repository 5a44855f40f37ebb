using Ambassador.Concurrency.Tests.Exploration;

namespace Ambassador.Concurrency.Tests;

/// <summary>The explorer finds what it is there to find, and nothing else.</summary>
public class ExplorerTests
{
    [Fact]
    public void Every_order_of_the_steps_comes()
    {
        List<string> orders = [];
        Explorer.Explore(
            () =>
            {
                var order = "";
                return new(
                    [() => { Step('a'); Step('b'); }, () => { Step('c'); Step('d'); }],
                    () => orders.Add(order));

                void Step(char name)
                {
                    Scheduler.Point($"{name}");
                    order += name;
                }
            },
            maxPreemptions: 4);

        Assert.Equal(["abcd", "acbd", "acdb", "cabd", "cadb", "cdab"], orders.Distinct().Order());
    }

    [Fact]
    public void An_update_that_is_lost_is_found() => Assert.Contains("lost", Assert.Throws<ExplorationException>(() => Explorer.Explore(() =>
    {
        var count = 0;
        return new([Increment, Increment], () => Assert.True(count == 2, "lost"));

        void Increment()
        {
            Scheduler.Point("read");
            var read = count;
            Scheduler.Point("write");
            count = read + 1;
        }
    })).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_lost_under_a_lock() => Assert.InRange(
        Explorer.Explore(() =>
        {
            var (count, gate) = (0, new object());
            return new([Increment, Increment, Increment], () => Assert.Equal(3, count));

            void Increment()
            {
                Scheduler.Enter(gate, "enter");
                var read = count;
                Scheduler.Point("inside");
                count = read + 1;
                Scheduler.Exit();
            }
        }),
        10, 1_000);

    [Fact]
    public void Operations_that_wait_for_each_other_are_found() => Assert.Contains(
        "wait for each other",
        Assert.Throws<ExplorationException>(() => Explorer.Explore(() =>
        {
            object first = new(), second = new();
            return new([() => Both(first, second), () => Both(second, first)], () => { });

            static void Both(object one, object other)
            {
                Scheduler.Enter(one, "one");
                Scheduler.Enter(other, "other");
                Scheduler.Exit();
                Scheduler.Exit();
            }
        })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_runtime_has_scheduling_points()
    {
        using var runtime = new AmbassadorRuntime();

        Assert.InRange(Rewriter.Points, 50, int.MaxValue);
    }
}

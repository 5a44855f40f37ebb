using Ambassador.Time;

namespace Ambassador.Tests.Time;

/// <summary>A count that many threads add to.</summary>
public class ThreadCountTests
{
    [Fact]
    public async Task It_never_falls_while_threads_come_and_go_and_is_exact_in_the_end()
    {
        const int Threads = 200;
        const int Each = 10_000;
        var count = new ThreadCount();
        using var done = new CancellationTokenSource();
        var (falls, last) = (0, 0);
        var reading = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    var total = count.Total;
                    falls += total < last ? 1 : 0;
                    last = total;
                }
            },
            TestContext.Current.CancellationToken);

        // Four at a time: most of them have the id of one that has ended.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var n = 0; n < Threads / 4; n++)
            {
                var thread = new Thread(() =>
                {
                    for (var i = 0; i < Each; i++)
                        count.Increment();
                });
                thread.Start();
                thread.Join();
            }
        })));
        await done.CancelAsync();
        await reading;

        Assert.Equal((Threads * Each, 0), (count.Total, falls));
    }

    [Fact]
    public async Task Threads_that_begin_at_once_all_count()
    {
        var count = new ThreadCount();
        using var go = new ManualResetEventSlim();
        var threads = Enumerable.Range(0, 100).Select(_ => new Thread(() =>
        {
            go.Wait();
            count.Increment();
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();

        go.Set();
        await Task.Run(() => Array.ForEach(threads, thread => thread.Join()), TestContext.Current.CancellationToken);

        Assert.Equal(100, count.Total);
    }
}

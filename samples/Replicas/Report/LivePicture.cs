using Spectre.Console;

namespace Replicas.Report;

/// <summary>Shows a run while it lasts: a chart that moves on a terminal, a line for each act anywhere else.</summary>
internal sealed class LivePicture(IAnsiConsole console, Scene scene)
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Watches a run until it ends, and hands on how it ended.</summary>
    public Task<T> WatchAsync<T>(Task<T> run) => console.IsRich() ? DrawAsync(run) : PrintAsync(run);

    private Task<T> DrawAsync<T>(Task<T> run) => console
        .Live(TrafficChart.Of(scene))
        .StartAsync(async live =>
        {
            await WatchAsync(run, () => live.UpdateTarget(TrafficChart.Of(scene)));
            live.UpdateTarget(TrafficChart.Of(scene));
            return await run;
        });

    private async Task<T> PrintAsync<T>(Task<T> run)
    {
        var lines = new ActLines(console, scene);
        await WatchAsync(run, lines.Write);
        var result = await run;
        lines.End();
        return result;
    }

    private static async Task WatchAsync(Task run, Action show)
    {
        while (!run.IsCompleted)
        {
            show();
            await Task.WhenAny(run, Task.Delay(s_refresh));
        }
    }
}

using Spectre.Console;
using Storefront.Backend;

namespace Storefront.Report;

/// <summary>Shows how far a run has come and what the backend is suffering meanwhile: a bar, or a line for each act.</summary>
internal sealed class RunProgress(IAnsiConsole console, ScriptPlayer player)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Watches a run until it ends, and hands on how it ended.</summary>
    public Task<T> WatchAsync<T>(string name, Task<T> run) => console.IsRich() ? DrawAsync(name, run) : PrintAsync(name, run);

    private Act CurrentAct => player.Script.ActAt(player.Progress);

    private Task<T> DrawAsync<T>(string name, Task<T> run) => console
        .Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ActColumn(() => CurrentAct))
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask(Markup.Escape(name));
            await WatchAsync(run, () => bar.Value = 100 * player.Progress);
            bar.Value = 100;
            return await run;
        });

    private async Task<T> PrintAsync<T>(string name, Task<T> run)
    {
        console.WriteLine(name);
        Act? shown = null;
        await WatchAsync(run, () =>
        {
            var act = CurrentAct;
            if (ReferenceEquals(act, shown))
                return;

            shown = act;
            console.WriteLine($"  {player.Progress * player.Length.TotalSeconds,5:0.0} s  {act.Name,-9} {act}");
        });
        return await run;
    }

    private static async Task WatchAsync(Task run, Action show)
    {
        while (!run.IsCompleted)
        {
            show();
            await Task.WhenAny(run, Task.Delay(Refresh));
        }
    }
}

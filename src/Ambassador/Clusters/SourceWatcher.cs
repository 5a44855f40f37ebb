using System.Diagnostics.CodeAnalysis;
using Ambassador.Targets;
using Ambassador.Telemetry;
using Microsoft.Extensions.Logging;

namespace Ambassador.Clusters;

/// <summary>Follows several sources of targets: what the one does not know, another may. Of targets with one address, the first source's description holds.</summary>
/// <param name="name">The interface, as logs name it.</param>
/// <param name="sources">The sources, in order.</param>
/// <param name="time">The time between two questions to a source that fails.</param>
/// <param name="logger">Told about sources that fail.</param>
/// <param name="changed">Is told all targets there are, once every source has answered and after each change; not concurrently.</param>
internal sealed class SourceWatcher<TTarget>(
    string name,
    IReadOnlyList<ITargetSource<TTarget>> sources,
    TimeProvider time,
    ILogger logger,
    Action<IReadOnlyCollection<TargetEndpoint>> changed) : IDisposable
    where TTarget : class
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private readonly IReadOnlyCollection<TargetEndpoint>?[] _known = new IReadOnlyCollection<TargetEndpoint>?[sources.Count];

    /// <summary>Begins to follow them.</summary>
    public void Start()
    {
        for (var i = 0; i < sources.Count; i++)
            _ = FollowAsync(i, _end.Token);
    }

    /// <summary>Follows them no longer.</summary>
    public void Dispose() => _end.Cancel();

    [SuppressMessage("Design", "CA1031", Justification = "The user's own code may throw anything.")]
    private async Task FollowAsync(int index, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; !cancellationToken.IsCancellationRequested; pause = pause * 2 < LastPause ? pause * 2 : LastPause)
        {
            try
            {
                await foreach (var endpoints in sources[index].WatchAsync(cancellationToken).ConfigureAwait(false))
                {
                    Take(index, endpoints);
                    pause = FirstPause;
                }

                return;
            }
            catch (Exception error)
            {
                if (cancellationToken.IsCancellationRequested)
                    return;

                Log.TargetSourceFailed(logger, name, pause.TotalSeconds, error);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(int index, IReadOnlyCollection<TargetEndpoint> endpoints)
    {
        lock (_gate)
        {
            _known[index] = endpoints;
            if (!_end.IsCancellationRequested && !_known.Contains(null))
                changed([.. _known.SelectMany(known => known!).DistinctBy(endpoint => endpoint.Address)]);
        }
    }
}

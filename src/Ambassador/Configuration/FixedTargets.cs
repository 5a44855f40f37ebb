using System.Runtime.CompilerServices;
using Ambassador.Targets;
using Ambassador.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Ambassador.Configuration;

/// <summary>The targets that code names, unless configuration names some; it may at any time.</summary>
/// <param name="knownInterface">The interface, as configuration knows it.</param>
/// <param name="endpoints">Those that code names.</param>
/// <param name="section">The section of all ambassadors; null where there is no configuration.</param>
/// <param name="logger">Told about what cannot stand.</param>
internal sealed class FixedTargets<TTarget>(
    KnownInterface knownInterface, IReadOnlyCollection<TargetEndpoint> endpoints, IConfiguration? section, ILogger logger) : ITargetSource<TTarget>
    where TTarget : class
{
    public async IAsyncEnumerable<IReadOnlyCollection<TargetEndpoint>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (section is null)
        {
            yield return endpoints;
            yield break;
        }

        // What cannot stand changes nothing, and in the beginning there is what code names.
        for (var isFirst = true; ; isFirst = false)
        {
            // Watching begins before reading, so that no change falls between the two.
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var watch = section.GetReloadToken().RegisterChangeCallback(static changed => ((TaskCompletionSource)changed!).TrySetResult(), changed);
            if ((Read() ?? (isFirst ? endpoints : null)) is { } known)
                yield return known;

            await changed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private IReadOnlyCollection<TargetEndpoint>? Read()
    {
        if (TargetConfiguration.Find(section!, knownInterface) is not { } targets)
            return endpoints;

        var errors = new List<string>();
        var read = TargetConfiguration.Read(targets, errors);
        if (errors.Count == 0)
            return read;

        Log.ConfigurationRejected(logger, targets.Path, string.Join(" ", errors));
        return null;
    }
}

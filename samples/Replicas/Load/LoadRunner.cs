using System.Diagnostics;
using Replicas.Service;

namespace Replicas.Load;

/// <summary>Makes calls when they are due, whether or not earlier ones have come home.</summary>
internal sealed class LoadRunner(IReplica service)
{
    /// <summary>Makes all calls and waits for the last. A call that fails is an outcome like any other.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<CallOutcome[]> RunAsync(IReadOnlyList<TimeSpan> plan, CancellationToken cancellationToken)
    {
        var calls = new List<Task<CallOutcome>>(plan.Count);
        var start = Stopwatch.GetTimestamp();
        foreach (var due in plan)
        {
            var early = due - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, cancellationToken);

            calls.Add(CallAsync(calls.Count, cancellationToken));
        }

        return await Task.WhenAll(calls);
    }

    private async Task<CallOutcome> CallAsync(int id, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var succeeded = false;
        try
        {
            await service.GetAsync(id, cancellationToken);
            succeeded = true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It is counted.
        }

        return new(Stopwatch.GetElapsedTime(start), succeeded);
    }
}

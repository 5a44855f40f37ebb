using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Shop;

namespace Storefront.Load;

/// <summary>Makes planned calls when they are due, whether or not earlier ones have come home, as visitors of a shop do.</summary>
internal sealed class LoadRunner(IServiceProvider services) : IDisposable
{
    private const int Slots = 64;
    private const string Currency = "EUR";

    private readonly SemaphoreSlim _slots = new(Slots);

    /// <summary>Pays for compilation and connections before the clock runs, with products that no plan asks for.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        for (var id = LoadPlan.Products + 1; id <= LoadPlan.Products + 20; id++)
        {
            foreach (var kind in Enum.GetValues<CallKind>())
                await Task.WhenAll(MakeAsync(new(default, kind, id), cancellationToken), MakeAsync(new(default, kind, id), cancellationToken));
        }
    }

    /// <summary>Makes all calls and waits for the last. A call that fails is an outcome like any other.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<CallOutcome[]> RunAsync(IReadOnlyList<PlannedCall> plan, CancellationToken cancellationToken)
    {
        var calls = new List<Task<CallOutcome>>(plan.Count);
        var start = Stopwatch.GetTimestamp();

        foreach (var call in plan)
        {
            var early = call.Due - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, cancellationToken);

            calls.Add(MakeAsync(call, cancellationToken));
        }

        return await Task.WhenAll(calls);
    }

    public void Dispose() => _slots.Dispose();

    private async Task<CallOutcome> MakeAsync(PlannedCall call, CancellationToken cancellationToken)
    {
        // The wait for a slot is part of the latency: whoever is kept waiting by slow calls is kept waiting.
        var start = Stopwatch.GetTimestamp();
        await _slots.WaitAsync(cancellationToken);
        try
        {
            await CallAsync(call, cancellationToken);
            return new CallOutcome(call.Due, Stopwatch.GetElapsedTime(start), Succeeded: true);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new CallOutcome(call.Due, Stopwatch.GetElapsedTime(start), Succeeded: false);
        }
        finally
        {
            _slots.Release();
        }
    }

    // Each call has a scope and clients of its own, as a web request would: what an ambassador learns belongs to the method, not to an instance.
    private async Task CallAsync(PlannedCall call, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var catalog = scope.ServiceProvider.GetRequiredService<ICatalog>();
        var pricing = scope.ServiceProvider.GetRequiredService<IPricing>();

        switch (call.Kind)
        {
            case CallKind.GetProduct:
                await catalog.GetAsync(call.ProductId, cancellationToken);
                break;
            case CallKind.QuotePrice:
                await pricing.QuoteAsync(call.ProductId, Currency, cancellationToken);
                break;
            case CallKind.SaveProduct:
                await catalog.SaveAsync(new Product(call.ProductId, "Renamed", "Seen in a new light."), cancellationToken);
                break;
        }
    }
}

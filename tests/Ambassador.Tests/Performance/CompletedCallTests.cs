using System.Diagnostics.Metrics;

namespace Ambassador.Tests.Performance;

/// <summary>A call whose inner call has completed when it returns allocates nothing, whatever policies it goes through.</summary>
[Collection(nameof(Undisturbed))]
public class CompletedCallTests
{
    private static readonly string s_name = new('x', 12);

    public static TheoryData<string> Ambassadors { get; } =
        ["pass-through", "retry", "retry, circuit and timeouts", "shared circuit with slow calls", "cache hit", "retry and fallback"];

    [Theory, MemberData(nameof(Ambassadors))]
    public void Allocates_nothing(string policies) => Assert.All(Calls(policies), call => Assert.Equal(0, Allocation.Of(call.Value)));

    [Theory, MemberData(nameof(Ambassadors))]
    public void Allocates_nothing_with_a_token_that_can_be_cancelled(string policies)
    {
        using var source = new CancellationTokenSource();
        var hot = Create(policies);
        Assert.Equal(0, Allocation.Of(() => hot.OfTask(1, source.Token).GetAwaiter().GetResult()));
        Assert.Equal(0, Allocation.Of(() => hot.OfValueTask(1, source.Token).GetAwaiter().GetResult()));
    }

    [Theory, MemberData(nameof(Ambassadors))]
    public void Allocates_nothing_while_it_is_measured(string policies)
    {
        long measurements = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == "Ambassador")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => measurements++);
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => measurements++);
        listener.Start();

        Assert.All(Calls(policies), call => Assert.Equal(0, Allocation.Of(call.Value)));
        Assert.True(measurements > 0);
    }

    private static Dictionary<string, Action> Calls(string policies)
    {
        var hot = Create(policies);
        return new()
        {
            ["blocking"] = () => hot.Blocking(1),
            ["Task<int> by int"] = () => hot.OfTask(1).GetAwaiter().GetResult(),
            ["Task<string> by string"] = () => hot.ByNameOfTask(s_name).GetAwaiter().GetResult(),
            ["Task"] = () => hot.Nothing(1).GetAwaiter().GetResult(),
            ["ValueTask<int> by int"] = () => hot.OfValueTask(1).GetAwaiter().GetResult(),
            ["ValueTask<string> by string"] = () => hot.ByNameOfValueTask(s_name).GetAwaiter().GetResult(),
            ["ValueTask"] = () => hot.NothingOfValueTask(1).GetAwaiter().GetResult(),
        };
    }

    private static IHot Create(string policies)
    {
        var (service, runtime) = (new HotService(), new AmbassadorRuntime());
        return policies switch
        {
            "pass-through" => new HotPassThroughAmbassador(service, runtime),
            "retry" => new HotRetryAmbassador(service, runtime),
            "shared circuit with slow calls" => new HotCircuitAmbassador(service, runtime),
            "cache hit" => new HotCachedAmbassador(service, runtime),
            "retry and fallback" => new HotFallbackAmbassador(service, FallbackSource.Of(service), runtime),
            _ => new HotResilientAmbassador(service, runtime),
        };
    }
}

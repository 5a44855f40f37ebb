using System.Diagnostics.Metrics;
using System.Threading.Tasks.Sources;

namespace Ambassador.Tests.Performance;

[Ambassador]
public interface IFlow
{
    IAsyncEnumerable<int> ItemsAsync(CancellationToken cancellationToken = default);
}

[Ambassador(Retry = 3, Breaker = 0.5)]
public interface IFlowRetried : IFlow;

[Ambassador(Retry = 3, Breaker = 0.5, TimeoutMs = 60_000, TotalTimeoutMs = 86_400_000)]
public interface IFlowTimed : IFlow;

/// <summary>An item of a stream costs no more than it costs the service behind.</summary>
[Collection(nameof(Undisturbed))]
public class StreamedItemTests
{
    public static TheoryData<string> Policies { get; } = ["retry", "timeouts"];

    [Theory, MemberData(nameof(Policies))]
    public async Task An_item_that_is_there_at_once_allocates_nothing(string policies)
    {
        await using var items = await OpenAsync(policies, new Flow());

        Assert.Equal(0, Allocation.Of(() => Assert.True(items.MoveNextAsync().Result)));
    }

    [Theory, MemberData(nameof(Policies))]
    public async Task An_item_that_comes_later_allocates_nothing(string policies)
    {
        var flow = new Flow();
        await using var items = await OpenAsync(policies, flow);
        flow.IsLate = true;

        Assert.Equal(0, Allocation.Of(() =>
        {
            var move = items.MoveNextAsync();
            Assert.False(move.IsCompleted);
            flow.Deliver();
            Assert.True(move.Result);
        }));
    }

    [Theory, MemberData(nameof(Policies))]
    public async Task Nor_does_it_with_tokens_of_the_method_and_of_the_enumeration(string policies)
    {
        using var method = new CancellationTokenSource();
        using var enumeration = new CancellationTokenSource();
        var flow = new Flow();
        await using var items = await OpenAsync(policies, flow, method.Token, enumeration.Token);

        Assert.Equal(0, Allocation.Of(() => Assert.True(items.MoveNextAsync().Result)));
        flow.IsLate = true;
        Assert.Equal(0, Allocation.Of(() =>
        {
            var move = items.MoveNextAsync();
            flow.Deliver();
            Assert.True(move.Result);
        }));
    }

    [Theory, MemberData(nameof(Policies))]
    public async Task Nor_does_it_while_the_call_is_measured(string policies)
    {
        var calls = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == "Ambassador")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => calls++);
        listener.Start();
        var flow = new Flow();

        await using (var items = await OpenAsync(policies, flow))
        {
            Assert.Equal(0, Allocation.Of(() => Assert.True(items.MoveNextAsync().Result)));
            flow.IsLate = true;
            Assert.Equal(0, Allocation.Of(() =>
            {
                var move = items.MoveNextAsync();
                flow.Deliver();
                Assert.True(move.Result);
            }));
        }

        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_stream_without_policies_is_the_inner_one()
    {
        var flow = new Flow();
        IFlow ambassador = new FlowAmbassador(flow, new AmbassadorRuntime());

        Assert.Same(flow, ambassador.ItemsAsync());
        Assert.Equal(0, Allocation.Of(() => ambassador.ItemsAsync()));
    }

    private static async Task<IAsyncEnumerator<int>> OpenAsync(
        string policies, Flow flow, CancellationToken method = default, CancellationToken enumeration = default)
    {
        var runtime = new AmbassadorRuntime();
        IFlow ambassador = policies == "retry" ? new FlowRetriedAmbassador(flow, runtime) : new FlowTimedAmbassador(flow, runtime);
        var items = ambassador.ItemsAsync(method).GetAsyncEnumerator(enumeration);
        Assert.True(await items.MoveNextAsync());
        return items;
    }

    /// <summary>A stream without an end, whose items are there at once, or come when the test says so from a pooled source.</summary>
    private sealed class Flow : IFlowRetried, IFlowTimed, IAsyncEnumerable<int>, IAsyncEnumerator<int>, IValueTaskSource<bool>
    {
        private ManualResetValueTaskSourceCore<bool> _move;

        public bool IsLate { get; set; }

        public int Current => 42;

        public IAsyncEnumerable<int> ItemsAsync(CancellationToken cancellationToken = default) => this;

        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync()
        {
            if (!IsLate)
                return new(true);

            _move.Reset();
            return new(this, _move.Version);
        }

        public void Deliver() => _move.SetResult(true);

        public ValueTask DisposeAsync() => default;

        bool IValueTaskSource<bool>.GetResult(short token) => _move.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _move.GetStatus(token);

        void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => _move.OnCompleted(continuation, state, token, flags);
    }
}

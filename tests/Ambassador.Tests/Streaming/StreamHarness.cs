using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Streaming;

/// <summary>Scripted streams behind their generated ambassador, on a clock that the test drives.</summary>
public sealed class StreamHarness : IDisposable
{
    public StreamHarness(PolicySettings settings, ScriptedStreams streams)
    {
        Inner = streams;
        Runtime = new AmbassadorRuntime(Time);
        Apply(settings);
        Streams = new StreamsAmbassador(streams, Runtime);
    }

    public FakeTimeProvider Time { get; } = new();

    public AmbassadorRuntime Runtime { get; }

    public ScriptedStreams Inner { get; }

    public IStreams Streams { get; }

    public IAsyncEnumerable<int> Items => Streams.ItemsAsync(1, TestContext.Current.CancellationToken);

    public void Apply(PolicySettings settings) => Runtime.Overrides = Overrides.Of<IStreams>(settings);

    public void Advance(int milliseconds) => Time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    public void Dispose() => Runtime.Dispose();

    /// <summary>Reads to the end, or to where it breaks.</summary>
    public static async Task<List<int>> ReadAsync(IAsyncEnumerable<int> items, List<int>? into = null)
    {
        into ??= [];
        await foreach (var item in items)
            into.Add(item);

        return into;
    }
}

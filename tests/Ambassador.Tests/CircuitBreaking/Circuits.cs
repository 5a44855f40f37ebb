using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;

namespace Ambassador.Tests.CircuitBreaking;

internal static class Circuits
{
    /// <summary>The circuit of the harness' method of a kind.</summary>
    public static Circuit CircuitOf(this Harness harness, Kind kind) => new AmbassadorCircuits<IService>(harness.Runtime)[Methods.Of(kind)];

    /// <summary>A circuit's transitions as <c>Open HalfOpen Closed</c>.</summary>
    public static string Path(this Circuit circuit) => string.Join(' ', circuit.History.Select(moved => moved.To));

    /// <summary>Makes calls that fail with an <see cref="IOException"/> each.</summary>
    public static async Task FailAsync(this IService service, Kind kind, int times)
    {
        for (var i = 0; i < times; i++)
            await Assert.ThrowsAsync<IOException>(() => service.CallAsync(kind));
    }
}

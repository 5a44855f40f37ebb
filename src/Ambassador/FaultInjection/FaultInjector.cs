using System.Net;
using System.Net.Sockets;
using Ambassador.Telemetry;
using Ambassador.Time;

namespace Ambassador.FaultInjection;

/// <summary>Says of each attempt of one method whether it is held up, and whether it fails, on purpose. Immutable; safe for concurrent use.</summary>
internal sealed class FaultInjector
{
    private readonly double _rate;
    private readonly double _latencyRate;
    private readonly TimeSpan _latency;
    private readonly FaultKind _kind;
    private readonly Clock _clock;
    private readonly Func<double> _randomizer;
    private readonly MethodTelemetry _telemetry;

    private FaultInjector(PolicySettings settings, Clock clock, Func<double> randomizer, MethodTelemetry telemetry)
    {
        _rate = settings.Value(PolicyRules.FaultRate);
        _kind = (FaultKind)settings.Value(PolicyRules.FaultKind);
        _latency = TimeSpan.FromMilliseconds(settings.Value(PolicyRules.FaultLatencyMs));
        _latencyRate = settings.Value(PolicyRules.FaultLatencyRate);
        _clock = clock;
        _randomizer = randomizer;
        _telemetry = telemetry;
    }

    /// <summary>What injects the faults that the settings ask for; null where they ask for none.</summary>
    public static FaultInjector? For(PolicySettings settings, Clock clock, Func<double> randomizer, MethodTelemetry telemetry)
    {
        var isHeldUp = settings.Value(PolicyRules.FaultLatencyMs) > 0 && settings.Value(PolicyRules.FaultLatencyRate) > 0;
        return isHeldUp || settings.Value(PolicyRules.FaultRate) > 0 ? new(settings, clock, randomizer, telemetry) : null;
    }

    /// <summary>Holds the attempt up, if its lot says so.</summary>
    /// <returns>A wait that the attempt's token ends, or a completed task.</returns>
    public Task DelayAsync(CancellationToken attempt)
    {
        if (_latency == TimeSpan.Zero || _randomizer() >= _latencyRate)
            return Task.CompletedTask;

        _telemetry.FaultInjected("latency");
        return Task.Delay(_latency, _clock.Provider, attempt);
    }

    /// <summary>What the attempt fails with, if its lot says so.</summary>
    public Exception? Fault()
    {
        if (_rate == 0 || _randomizer() >= _rate)
            return null;

        var message = $"Fault injection failed an attempt of {_telemetry.DisplayName}.";
        _telemetry.FaultInjected(_kind.ToString().ToLowerInvariant());
        return _kind switch
        {
            FaultKind.Http => new HttpRequestException(message, inner: null, HttpStatusCode.ServiceUnavailable),
            FaultKind.Timeout => new TimeoutException(message),
            FaultKind.Socket => new SocketException((int)SocketError.ConnectionReset, message),
            FaultKind.Canceled => new OperationCanceledException(message),
            _ => new InjectedFaultException(message),
        };
    }
}

using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Differential.Tests;

/// <summary>The script behind a generated ambassador.</summary>
internal sealed class OurSide : Side, ILoggerFactory, ILogger
{
    private readonly IService _service;

    public OurSide(Script script)
        : base(script)
    {
        var runtime = new AmbassadorRuntime(Time, this, Draws.Next)
        {
            Overrides = new PolicyOverrides(
                new Dictionary<string, PolicySettings>(),
                new Dictionary<(string, string), PolicySettings> { [(typeof(IService).FullName!, Method(script.Kind))] = Settings(script.Policies) }),
        };
        _service = new ServiceAmbassador(Service, runtime);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = (IReadOnlyList<KeyValuePair<string, object?>>)state!;
        switch (eventId.Name)
        {
            case "Retrying":
                Trace.Add(-1, "wait", (double)values[2].Value!, $"after {exception!.GetType().Name}");
                break;
            case "TimedOut":
                Trace.Add(-1, "timeout", (double)values[1].Value!);
                break;
            default:
                Trace.Add(-1, eventId.Name!);
                break;
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    protected override async ValueTask<int> CallAsync(int call, CancellationToken token)
    {
        try
        {
            switch (Script.Kind)
            {
                case Kind.TaskOfValue:
                    return await _service.GetTaskAsync(call, token).ConfigureAwait(false);
                case Kind.Task:
                    await _service.DoTaskAsync(call, token).ConfigureAwait(false);
                    return 0;
                case Kind.ValueTaskOfValue:
                    return await _service.GetValueTaskAsync(call, token).ConfigureAwait(false);
                default:
                    await _service.DoValueTaskAsync(call, token).ConfigureAwait(false);
                    return 0;
            }
        }
        catch (OperationCanceledException canceled) when (token.IsCancellationRequested && canceled.CancellationToken != token)
        {
            throw new InvalidOperationException("A cancellation without the caller's token.", canceled);
        }
    }

    protected override string Cause(BrokenCircuitException broken)
        => broken.InnerException is TimeoutRejectedException timeout ? Name(timeout) : Service.Origin(broken.InnerException!) ?? broken.ToString();

    protected override TimeSpan RetryAfter(BrokenCircuitException broken) => broken.RetryAfter!.Value;

    private static string Method(Kind kind) => kind switch
    {
        Kind.TaskOfValue => nameof(IService.GetTaskAsync),
        Kind.Task => nameof(IService.DoTaskAsync),
        Kind.ValueTaskOfValue => nameof(IService.GetValueTaskAsync),
        _ => nameof(IService.DoValueTaskAsync),
    };

    private static PolicySettings Settings(Policies policies)
    {
        var settings = new PolicySettings
        {
            Retry = policies.Retry,
            RetryDelayMs = policies.DelayMs,
            RetryMaxDelayMs = policies.MaxDelayMs,
            RetryBackoff = policies.Backoff,
            RetryJitter = policies.Jitter,
            TimeoutMs = policies.TimeoutMs,
            TotalTimeoutMs = policies.TotalTimeoutMs,
            RetryBudget = 0,
        };
        if (policies.Breaker is { } breaker)
        {
            settings = settings with
            {
                Breaker = breaker.Ratio,
                BreakerMinimumThroughput = breaker.MinimumThroughput,
                BreakerSamplingSeconds = breaker.SamplingSeconds,
                BreakerBreakSeconds = breaker.BreakSeconds,
            };
        }

        if (policies.Exemption is not { } exemption)
            return settings;

        var own = new PolicySettings { Retry = exemption.Retry, BreakerCounts = exemption.Counts };
        return exemption.Failure switch
        {
            Outcome.Transient => settings.On<IOException>(own),
            Outcome.Timeout => settings.On<TimeoutException>(own),
            _ => settings.On<ArgumentException>(own),
        };
    }
}

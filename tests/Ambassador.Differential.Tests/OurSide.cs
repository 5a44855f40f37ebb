using Microsoft.Extensions.Logging;
using Polly;
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

    protected override async ValueTask<Outcome<int>> CallAsync(int call, CancellationToken token)
    {
        var outcome = await OutcomeOf(Call(call, token)).ConfigureAwait(false);
        return outcome.Exception is OperationCanceledException canceled
            && Script.Policies.Any && token.IsCancellationRequested && canceled.CancellationToken != token
                ? Outcome.FromException<int>(new InvalidOperationException("A cancellation without the caller's token.", canceled))
                : outcome;
    }

    private Task Call(int call, CancellationToken token)
    {
        try
        {
            return Script.Kind switch
            {
                Kind.Value => Task.FromResult(_service.Get(call, token)),
                Kind.Void => Do(call, token),
                Kind.TaskOfValue => _service.GetTaskAsync(call, token),
                Kind.Task => _service.DoTaskAsync(call, token),
                Kind.ValueTaskOfValue => _service.GetValueTaskAsync(call, token).AsTask(),
                _ => _service.DoValueTaskAsync(call, token).AsTask(),
            };
        }
        catch (Exception error)
        {
            return Task.FromException(error);
        }
    }

    private Task Do(int call, CancellationToken token)
    {
        _service.Do(call, token);
        return Task.CompletedTask;
    }

    protected override string Cause(BrokenCircuitException broken)
        => broken.InnerException is TimeoutRejectedException timeout ? Name(timeout) : Service.Origin(broken.InnerException!) ?? broken.ToString();

    protected override TimeSpan RetryAfter(BrokenCircuitException broken) => broken.RetryAfter!.Value;

    private static string Method(Kind kind) => kind switch
    {
        Kind.Value => nameof(IService.Get),
        Kind.Void => nameof(IService.Do),
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
            Answer.Transient => settings.On<IOException>(own),
            Answer.Timeout => settings.On<TimeoutException>(own),
            _ => settings.On<ArgumentException>(own),
        };
    }
}

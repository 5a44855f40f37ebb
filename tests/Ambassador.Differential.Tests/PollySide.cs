using System.Globalization;
using System.Runtime.ExceptionServices;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Timeout;

namespace Ambassador.Differential.Tests;

/// <summary>
/// The script inside a pipeline of Polly with the same strategies in the same order. Where an ambassador differs on purpose (docs/semantics.md has the list) Polly
/// is configured alike; where it cannot be, the comparison ends (<see cref="ComparableUntilMs"/>). Beside each such place stands the test in
/// <c>PollyDifferencesTests</c> that it is about.
/// </summary>
internal sealed class PollySide : Side
{
    private static readonly ResiliencePropertyKey<Progress> ProgressKey = new("progress");

    private readonly ResiliencePipeline<int> _pipeline;
    private readonly Policies _policies;
    private double _differsAtMs = double.PositiveInfinity;
    private CircuitState _circuit = CircuitState.Closed;
    private int _circuitMoves;
    private double _circuitBlocksUntilMs;
    private string _cause = "";

    public PollySide(Script script)
        : base(script)
    {
        _policies = script.Policies;
        var builder = new ResiliencePipelineBuilder<int> { TimeProvider = Time, TelemetryListener = new Listener(this) };
        if (_policies.TotalTimeoutMs > 0)
            builder.AddTimeout(TimeSpan.FromMilliseconds(_policies.TotalTimeoutMs));

        if (_policies.MaxRetry > 0)
            builder.AddRetry(Retry());

        if (_policies.Breaker is { } breaker)
            builder.AddCircuitBreaker(Circuit(breaker));

        if (_policies.TimeoutMs > 0)
            builder.AddTimeout(TimeSpan.FromMilliseconds(_policies.TimeoutMs));

        _pipeline = builder.Build();
    }

    /// <summary>Up to when what happened is to be the same on both sides.</summary>
    public double ComparableUntilMs => Math.Min(_differsAtMs, Time.TiedAtMs);

    protected override async ValueTask<Outcome<int>> CallAsync(int call, CancellationToken token)
    {
        // A_call_whose_token_is_cancelled_is_not_made_even_without_policies
        if (!_policies.Any && token.IsCancellationRequested)
            return Outcome.FromException<int>(new OperationCanceledException(token));

        var context = ResilienceContextPool.Shared.Get(token);
        context.Properties.Set(ProgressKey, new Progress { Call = call, StartedMs = Time.NowMs });
        try
        {
            return Script.Blocks
                ? Outcome.FromResult(_pipeline.Execute(static (context, side) => side.Attempt(context), context, this))
                : await _pipeline.ExecuteOutcomeAsync(static (context, side) => side.AttemptAsync(context), context, this).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            return Outcome.FromException<int>(error);
        }
    }

    protected override string Cause(BrokenCircuitException broken) => _cause;

    // No_refusal_asks_its_caller_to_come_back_in_the_past
    protected override TimeSpan RetryAfter(BrokenCircuitException broken) => broken.RetryAfter!.Value is var after && after < TimeSpan.Zero ? TimeSpan.Zero : after;

    private int Attempt(ResilienceContext context) => Service.Run(Begin(context).Call, context.CancellationToken);

    private ValueTask<Outcome<int>> AttemptAsync(ResilienceContext context)
    {
        try
        {
            var task = Service.RunAsync(Begin(context).Call, context.CancellationToken);

            // A_caller_is_released_at_the_timeout_though_the_inner_call_is_deaf_to_its_token
            return OutcomeOf(_policies.TimesOut ? task.WaitAsync(context.CancellationToken) : task);
        }
        catch (Exception error)
        {
            return Outcome.FromExceptionAsValueTask<int>(error);
        }
    }

    private Progress Begin(ResilienceContext context)
    {
        var progress = ProgressOf(context);
        progress.CircuitMoves = _circuitMoves;
        return progress;
    }

    private RetryStrategyOptions<int> Retry() => new()
    {
        MaxRetryAttempts = _policies.MaxRetry,
        Delay = TimeSpan.FromMilliseconds(_policies.DelayMs),
        MaxDelay = TimeSpan.FromMilliseconds(_policies.MaxDelayMs),
        BackoffType = _policies.Backoff,
        UseJitter = _policies.Jitter,
        Randomizer = Draws.Next,
        ShouldHandle = arguments => new(arguments.Outcome.Exception is { } error && IsRetried(error, arguments.AttemptNumber, ProgressOf(arguments.Context))),

        // A_circuit_that_opens_ends_the_retries_at_once; the wait is not drawn.
        DelayGenerator = arguments =>
        {
            if (!CircuitRefuses)
                return default;

            if (_policies is { Jitter: true, DelayMs: > 0 })
                Draws.TakeBack();

            return new(TimeSpan.Zero);
        },
        OnRetry = arguments =>
        {
            // A_retry_that_there_is_no_time_for_is_not_reported
            if (!CircuitRefuses && arguments.RetryDelay.TotalMilliseconds < EndMs(ProgressOf(arguments.Context)) - Time.NowMs)
                Trace.Add(-1, "wait", arguments.RetryDelay.TotalMilliseconds, $"after {arguments.Outcome.Exception!.GetType().Name}");

            return default;
        },
    };

    private CircuitBreakerStrategyOptions<int> Circuit(Breaker breaker) => new()
    {
        FailureRatio = breaker.Ratio,
        MinimumThroughput = breaker.MinimumThroughput,
        SamplingDuration = TimeSpan.FromSeconds(breaker.SamplingSeconds),
        BreakDuration = TimeSpan.FromSeconds(breaker.BreakSeconds),
        ShouldHandle = arguments =>
        {
            var progress = ProgressOf(arguments.Context);

            // Only_its_probe_closes_a_half_open_circuit, An_old_failure_does_not_open_a_half_open_circuit
            if (_circuit == CircuitState.HalfOpen && progress.CircuitMoves != _circuitMoves)
                Differs();

            if (arguments.Outcome.Exception is not { } error || Counts(error, progress))
                return new(arguments.Outcome.Exception is not null);

            // A_cancelled_probe_does_not_close_the_circuit
            if (_circuit == CircuitState.HalfOpen)
                Differs();

            // What_is_no_failure_is_no_success_either: there is no other way to have it not counted.
            ExceptionDispatchInfo.Throw(error);
            return default;
        },
    };

    // A_cancellation_that_the_caller_did_not_ask_for_is_a_failure, Errors_of_the_program_are_not_failures,
    // A_failure_that_comes_after_the_callers_cancellation_surfaces, A_failure_that_comes_after_the_total_timeout_surfaces
    private bool IsRetried(Exception error, int retries, Progress progress) => error switch
    {
        BrokenCircuitException => false,
        _ when IsCanceled(progress.Call) || EndMs(progress) <= Time.NowMs => false,
        _ => retries < (ExemptionOf(error) ?? new(default, error is ArgumentException ? 0 : _policies.Retry, true)).Retry,
    };

    // The same, and An_attempt_that_the_total_timeout_ends_counts_against_the_circuit
    private bool Counts(Exception error, Progress progress) => error switch
    {
        OperationCanceledException when IsCanceled(progress.Call) => false,
        _ => ExemptionOf(error)?.Counts ?? error is not ArgumentException,
    };

    private Exemption? ExemptionOf(Exception error)
    {
        var failure = error switch
        {
            IOException => Answer.Transient,
            TimeoutException => Answer.Timeout,
            ArgumentException => Answer.Wrong,
            _ => Answer.Success,
        };
        return _policies.Exemption?.Failure == failure ? _policies.Exemption : null;
    }

    private string TotalTimeout => string.Create(CultureInfo.InvariantCulture, $"timeout of {_policies.TotalTimeoutMs} ms");

    private double EndMs(Progress progress) => _policies.TotalTimeoutMs > 0 ? progress.StartedMs + _policies.TotalTimeoutMs : double.PositiveInfinity;

    private bool CircuitRefuses => _circuit == CircuitState.HalfOpen || (_circuit == CircuitState.Open && Time.NowMs < _circuitBlocksUntilMs);

    private void Differs() => _differsAtMs = Math.Min(_differsAtMs, Time.NowMs);

    private void CircuitMoved(CircuitState state)
    {
        _circuit = state;
        _circuitMoves++;
        Trace.Add(-1, state switch
        {
            CircuitState.Open => "CircuitOpened",
            CircuitState.HalfOpen => "CircuitHalfOpened",
            _ => "CircuitClosed",
        });
    }

    private static Progress ProgressOf(ResilienceContext context) => context.Properties.GetValue(ProgressKey, null!);

    /// <summary>How far a call has come.</summary>
    private sealed class Progress
    {
        public int Call { get; init; }

        public double StartedMs { get; init; }

        /// <summary>How often the circuit had moved when the attempt under way began.</summary>
        public int CircuitMoves { get; set; }
    }

    private sealed class Listener(PollySide side) : TelemetryListener
    {
        public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
        {
            switch (args.Arguments)
            {
                case OnCircuitOpenedArguments<int> opened:
                    side._circuitBlocksUntilMs = side.Time.NowMs + opened.BreakDuration.TotalMilliseconds;

                    // A_refusal_carries_the_failure_that_opened_the_circuit; one that the total timeout ended is a cancellation here.
                    side._cause = opened.Outcome.Exception switch
                    {
                        TimeoutRejectedException timeout => Name(timeout),
                        OperationCanceledException when side.EndMs(ProgressOf(args.Context)) <= side.Time.NowMs => side.TotalTimeout,
                        { } error => side.Service.Origin(error) ?? error.ToString(),
                        _ => "",
                    };
                    side.CircuitMoved(CircuitState.Open);
                    break;
                case OnCircuitHalfOpenedArguments:
                    side.CircuitMoved(CircuitState.HalfOpen);
                    break;
                case OnCircuitClosedArguments<int>:
                    side.CircuitMoved(CircuitState.Closed);
                    break;
                case OnTimeoutArguments timeout:
                    side.Trace.Add(-1, "timeout", timeout.Timeout.TotalMilliseconds);
                    break;
            }
        }
    }
}

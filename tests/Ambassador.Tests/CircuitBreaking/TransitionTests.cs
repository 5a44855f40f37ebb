using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.CircuitBreaking;

/// <summary>Every transition that there is, and every outcome that makes none.</summary>
public class TransitionTests
{
    private static readonly PolicySettings Settings = new()
    {
        Breaker = 0.5,
        BreakerMinimumThroughput = 4,
        BreakerSamplingSeconds = 60,
        BreakerConsecutiveFailures = 3,
        BreakerSlowCallMs = 1_000,
        BreakerSlowRatio = 0.75,
        BreakerRequiredSuccesses = 2,
        BreakerBreakSeconds = 5,
    };

    // S and F are attempts that succeed and fail, s and f the same slowly, P ends with an error of the program, C with the caller's cancellation;
    // R is a call that is refused, W waits for five seconds, which a break lasts, I isolates the circuit and X closes it.
    private static readonly (string Script, string Transitions)[] Table =
    [
        ("SSSSSS", ""),
        ("SSSF", ""),
        ("SSFF", "Closed→Open FailureRatio"),
        ("FSF", ""),
        ("FSFS", ""),
        ("FSFSF", "Closed→Open FailureRatio"),
        ("FF", ""),
        ("FFF", "Closed→Open ConsecutiveFailures"),
        ("SSSSSSSFFSFF", ""),
        ("SSSSSSSFFSFFF", "Closed→Open ConsecutiveFailures"),
        ("SSSSSSSFFsFF", ""),
        ("FFWWWWWWWWWWWWWF", "Closed→Open ConsecutiveFailures"),
        ("FFSWWWWWWWWWWWWWFF", ""),
        ("FPFCF", "Closed→Open ConsecutiveFailures"),
        ("PCPCPCPC", ""),
        ("sss", ""),
        ("sssS", ""),
        ("sssSs", "Closed→Open SlowRatio"),
        ("SSss", ""),
        ("Ssss", "Closed→Open SlowRatio"),
        ("fSss", "Closed→Open SlowRatio"),
        ("fSfs", "Closed→Open FailureRatio"),
        ("sssF", "Closed→Open SlowRatio"),
        ("FFFR", "Closed→Open ConsecutiveFailures"),
        ("FFFWS", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded"),
        ("FFFWSS", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Closed ProbesSucceeded"),
        ("FFFWF", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Open ProbeFailed"),
        ("FFFWFR", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Open ProbeFailed"),
        ("FFFWf", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Open ProbeFailed"),
        ("FFFWs", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Open ProbeSlow"),
        ("FFFWSF", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Open ProbeFailed"),
        ("FFFWPC", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded"),
        ("FFFWPSCS", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Closed ProbesSucceeded"),
        ("FFFWSFWS", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Open ProbeFailed, Open→HalfOpen BreakEnded"),
        ("FFFWSSFF", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Closed ProbesSucceeded"),
        ("X", ""),
        ("IRWRI", "Closed→Isolated Manual"),
        ("FFIXF", "Closed→Isolated Manual, Isolated→Closed Manual"),
        ("FFFIWR", "Closed→Open ConsecutiveFailures, Open→Isolated Manual"),
        ("FFFXFF", "Closed→Open ConsecutiveFailures, Open→Closed Manual"),
        ("FFFWSIR", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Isolated Manual"),
        ("FFFWSXFF", "Closed→Open ConsecutiveFailures, Open→HalfOpen BreakEnded, HalfOpen→Closed Manual"),
    ];

    public static TheoryData<Kind, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<Kind, string, string>();
            foreach (var kind in Enum.GetValues<Kind>())
            {
                foreach (var (script, transitions) in Table)
                    rows.Add(kind, script, transitions);
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task Leads_to_these_transitions_and_no_others(Kind kind, string script, string transitions)
    {
        var (step, source, time) = (' ', new CancellationTokenSource(), (FakeTimeProvider?)null);
        using var harness = new Harness(Settings, new ScriptedService(async (_, token) =>
        {
            await Task.CompletedTask;
            if (char.IsLower(step))
                time!.Advance(TimeSpan.FromSeconds(1));

            if (step == 'C')
                await source.CancelAsync();

            token.ThrowIfCancellationRequested();
            return step switch
            {
                'F' or 'f' => throw new IOException(),
                'P' => throw new ArgumentException("wrong"),
                _ => 1,
            };
        }));
        time = harness.Time;
        var circuit = harness.CircuitOf(kind);

        foreach (var next in script)
        {
            step = next;
            switch (next)
            {
                case 'W':
                    time.Advance(TimeSpan.FromSeconds(5));
                    break;
                case 'I':
                    circuit.Isolate();
                    break;
                case 'X':
                    circuit.Close();
                    break;
                default:
                    var attempts = harness.Inner.Attempts;
                    var error = await Record.ExceptionAsync(() => harness.Service.CallAsync(kind, 1, source.Token));
                    Assert.True(IsExpected(next, error, circuit.State), $"{next}: {error}");
                    Assert.Equal(attempts + (next == 'R' ? 0 : 1), harness.Inner.Attempts);
                    break;
            }

            if (next == 'C')
            {
                source.Dispose();
                source = new();
            }
        }

        source.Dispose();
        Assert.Equal(transitions, string.Join(", ", circuit.History.Select(moved => $"{moved.From}→{moved.To} {moved.Cause}")));
        Assert.Equal(circuit.History is [.., var last] ? last.To : CircuitState.Closed, circuit.State);
    }

    private static bool IsExpected(char step, Exception? error, CircuitState state) => step switch
    {
        'F' or 'f' => error is IOException,
        'P' => error is ArgumentException,
        'C' => error is OperationCanceledException,
        'R' when state == CircuitState.Isolated => error is IsolatedCircuitException,
        'R' => error is BrokenCircuitException and not IsolatedCircuitException,
        _ => error is null,
    };
}

using CsCheck;
using Polly;

namespace Ambassador.Differential.Tests;

/// <summary>Scripts at random. The smaller the numbers and the shorter the lists, the simpler a script is held to be when one is shrunk.</summary>
internal static class Scripts
{
    // Round numbers, so that things happen at the very instant at which something ends.
    private static readonly Gen<int> Round = Gen.OneOf(100, 200, 500, 1_000);

    private static readonly Gen<int> Ms = Gen.Frequency((1, Gen.Int[1, 10]), (4, Gen.Int[1, 400]), (2, Gen.Int[1, 3_000]), (7, Round));

    private static readonly Gen<int> TimeoutMs = Gen.Frequency((4, Gen.Const(0)), (2, Gen.Int[10, 300]), (1, Gen.Int[10, 3_000]), (3, Round));

    // The least that Polly accepts is half a second for window and break, and two outcomes.
    private static readonly Gen<Breaker?> Breaker = Gen.Select(
        Gen.Frequency((1, Gen.OneOf(0.1, 0.25, 1 / 3.0, 0.5, 0.6, 2 / 3.0, 0.75, 1)), (1, Gen.Double[0.01, 1])),
        Gen.Int[2, 5],
        Gen.Frequency((1, Gen.Int[500, 5_000]), (1, Gen.OneOf(500, 1_000, 5_000))),
        Gen.Frequency((1, Gen.Int[500, 2_000]), (1, Gen.OneOf(500, 1_000))),
        (ratio, minimum, sampling, pause) => (Breaker?)new Breaker(ratio, minimum, sampling / 1_000.0, pause / 1_000.0));

    private static readonly Gen<Exemption?> Exemption = Gen.Select(
        Gen.OneOf(Answer.Transient, Answer.Timeout, Answer.Wrong), Gen.Int[0, 4], Gen.Bool, (failure, retry, counts) => (Exemption?)new Exemption(failure, retry, counts));

    private static readonly Gen<Policies> Policies = Gen.Select(
        Gen.Select(
            Gen.Frequency((1, Gen.Const(0)), (4, Gen.Int[1, 4])),
            Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[1, 500]), (2, Round)),
            Gen.Frequency((1, Gen.Const(30_000)), (1, Gen.Int[0, 1_000])), // always a maximum, and none below the delay: Waits_are_capped, AMB0001
            Gen.Enum<DelayBackoffType>(),
            Gen.Bool),
        TimeoutMs,
        TimeoutMs,
        Gen.Frequency((2, Gen.Const((Breaker?)null)), (3, Breaker)),
        Gen.Frequency((3, Gen.Const((Exemption?)null)), (1, Exemption)),
        (retry, timeout, total, breaker, exemption) =>
            new Policies(retry.Item1, retry.Item2, Math.Max(retry.Item2, retry.Item3), retry.Item4, retry.Item5, timeout, total, breaker, exemption));

    private static readonly Gen<Attempt> Attempt = Gen.Select(
        Gen.Frequency((12, Gen.Const(0)), (1, Ms)),
        Gen.Frequency((6, Gen.Const(0)), (6, Ms), (1, Gen.Const(Tests.Attempt.Never))),
        Gen.Frequency((4, Gen.Const(Answer.Success)), (5, Gen.Const(Answer.Transient)), (1, Gen.OneOf(Answer.Timeout, Answer.Wrong, Answer.Canceled))),
        Gen.Bool,
        Gen.Enum<Reaction>(),
        (block, latency, answer, throws, reaction) => new Attempt(block, latency, answer, throws, reaction));

    private static readonly Gen<Call> Call = Gen.Select(
        Gen.Frequency((1, Gen.Const(0)), (6, Ms)),
        Gen.Frequency((8, Gen.Const((int?)null)), (1, Gen.Frequency((1, Gen.Const(-1)), (4, Gen.Int[0, 2_000]), (4, Round)).Select(after => (int?)after))),
        Attempt.Array[1, 4],
        (after, cancel, attempts) => new Call(after, cancel, attempts));

    // The ends of the range are where a formula breaks.
    private static readonly Gen<double> Draw = Gen.Frequency((1, Gen.OneOf(0, 0.5, Math.BitDecrement(1.0))), (4, Gen.Double[0, 0.999_999]));

    public static Gen<Script> All { get; } = Gen.Select(
        Gen.Enum<Kind>(),
        Policies,
        Draw.Array[1, 8],
        Gen.Frequency((3, Call.Array[1, 4]), (2, Call.Array[2, 10])),
        (kind, policies, draws, calls) => Possible(new Script(kind, policies, draws, calls)));

    // There is one thread: whoever blocks it cannot be cancelled, nor wait and be timed at the same time.
    private static Script Possible(Script script) => script.Blocks
        ? script with
        {
            Policies = script.Policies with { DelayMs = script.Policies.TotalTimeoutMs > 0 ? 0 : script.Policies.DelayMs },
            Calls =
            [
                .. script.Calls.Select(call => call with
                {
                    CancelAfterMs = call.CancelAfterMs < 0 ? call.CancelAfterMs : null,
                    Attempts = [.. call.Attempts.Select(attempt => attempt with { LatencyMs = Math.Max(0, attempt.LatencyMs) })],
                }),
            ],
        }
        : script;
}

using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using static Ambassador.Generators.Emission.Quantities;

namespace Ambassador.Generators.Analysis;

/// <summary>
/// AMB0013: a circuit that a rate limit keeps shut. AMB0014: a window that failures have left before there are enough. AMB0015: attempts that end before
/// they are slow. AMB0016: retries of what an open circuit refuses.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CircuitAnalyzer()
    : InterfaceRuleAnalyzer(Descriptors.NeverOpens, Descriptors.WindowTooShort, Descriptors.NeverSlow, Descriptors.DoomedRetries)
{
    private const string BrokenCircuit = "global::Polly.CircuitBreaker.BrokenCircuitException";

    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        foreach (var method in type.Methods)
        {
            var settings = method.Settings;
            var (ratio, slow, row) = (settings[PolicyRules.Breaker], settings[PolicyRules.BreakerSlowCallMs], settings[PolicyRules.BreakerConsecutiveFailures]);
            if (ratio == 0 && slow == 0 && row == 0)
                continue;

            if (slow > 0 && method.CanHedge)
                JudgeSlowCalls(method, slow, findings);

            // A circuit that also opens after failures in a row does so at any pace.
            if (row == 0)
            {
                JudgeThroughput(type, method, findings);
                if (ratio > 0)
                    JudgeWindow(type, method, findings);
            }

            JudgeRetries(type, method, findings);
        }
    }

    private static void JudgeThroughput(AnnotatedInterface type, AnnotatedMethod method, Findings findings)
    {
        var settings = method.Settings;
        var rate = settings[PolicyRules.RateLimit];
        var minimum = settings[PolicyRules.BreakerMinimumThroughput];
        if (rate == 0
            || minimum == 1
            || IsShared(settings)
            || !IsSetOnce(settings, PolicyRules.RateLimitScope, type, PolicyRules.RateLimit)
            || !IsSetOnce(settings, PolicyRules.RateLimitScope, type, PolicyRules.RateLimitBurst))
            return;

        var retries = MostRetries(settings);
        var worst = WorstCase.Of(settings, retries, method.CanHedge);
        var sampling = settings[PolicyRules.BreakerSamplingSeconds];

        // What ends within the window has begun in it, or as long before as a call may take.
        var burst = settings[PolicyRules.RateLimitBurst] is > 0 and var size ? size : Math.Ceiling(rate);
        var attemptsOfCall = (retries + 1) * (1 + (method.CanHedge ? settings[PolicyRules.Idempotent] * settings[PolicyRules.Hedge] : 0));
        var most = Math.Floor(burst + (rate * (sampling + ((worst.CallMs ?? 0) / 1_000)))) * attemptsOfCall;
        if (most >= minimum || IsPartitioned(method, type))
            return;

        findings.Add(
            Descriptors.NeverOpens,
            method,
            [PolicyRules.BreakerMinimumThroughput, PolicyRules.BreakerSamplingSeconds, PolicyRules.RateLimit, PolicyRules.Breaker, PolicyRules.BreakerSlowCallMs],
            Number(minimum),
            Seconds(sampling),
            Number(most),
            Seconds(Math.Ceiling(minimum / attemptsOfCall / rate)));
    }

    private static void JudgeWindow(AnnotatedInterface type, AnnotatedMethod method, Findings findings)
    {
        var settings = method.Settings;
        var (sampling, attempt) = (settings[PolicyRules.BreakerSamplingSeconds], settings[PolicyRules.TimeoutMs] / 1_000);
        var minimum = settings[PolicyRules.BreakerMinimumThroughput];
        if (sampling >= 2 * attempt || IsOfGroup(settings) || !IsSetOnce(settings, PolicyRules.BreakerScope, type, PolicyRules.BreakerSamplingSeconds))
            return;

        // Two that follow each other may be enough.
        if (minimum <= (sampling > attempt ? 2 : 1))
            return;

        findings.Add(
            Descriptors.WindowTooShort,
            method,
            [PolicyRules.BreakerSamplingSeconds, PolicyRules.TimeoutMs],
            Seconds(sampling),
            Seconds(attempt),
            Number(minimum),
            Seconds(2 * attempt));
    }

    private static void JudgeSlowCalls(AnnotatedMethod method, double slow, Findings findings)
    {
        var limit = method.Settings[PolicyRules.TimeoutMs] > 0 ? PolicyRules.TimeoutMs : PolicyRules.TotalTimeoutMs;
        var longest = method.Settings[limit];
        if (longest == 0 || slow < longest)
            return;

        findings.Add(
            Descriptors.NeverSlow,
            method,
            [PolicyRules.BreakerSlowCallMs, limit],
            Seconds(slow / 1_000),
            limit.Name,
            Seconds(longest / 1_000),
            slow > longest ? "every attempt is over before it is slow" : "only an attempt that times out is as slow as that, and it is a failure already");
    }

    private static void JudgeRetries(AnnotatedInterface type, AnnotatedMethod method, Findings findings)
    {
        var settings = method.Settings;
        foreach (var setting in settings.All)
        {
            if (setting.Name != PolicyRules.Retry.Name || setting.On != BrokenCircuit)
                continue;

            var waits = WorstCase.Of(new OfBrokenCircuits(settings), setting.Value, method.CanHedge).WaitsMs / 1_000;
            var open = settings[PolicyRules.BreakerBreakSeconds];

            // With a circuit for each target another may be closed, and a group's is set up by whoever comes first.
            if (setting.Value > 0
                && waits < open
                && settings[PolicyRules.BreakerPerTarget] == 0
                && !IsOfGroup(settings)
                && IsSetOnce(settings, PolicyRules.BreakerScope, type, PolicyRules.BreakerBreakSeconds))
            {
                findings.Add(
                    Descriptors.DoomedRetries,
                    method,
                    Attributes.LocationOf(settings.AttributeOf(setting), "On", findings.CancellationToken),
                    Seconds(waits),
                    Seconds(open));
            }
        }
    }

    private static bool IsOfGroup(EffectiveSettings settings) => settings.TextOf(PolicyRules.BreakerGroup) is not null;

    private static bool IsShared(EffectiveSettings settings) => settings[PolicyRules.BreakerScope] != 0 || IsOfGroup(settings);

    // What methods share goes by what is said of the interface, or by what one of them says: known is only where that is the same.
    private static bool IsSetOnce(EffectiveSettings settings, PolicyRule scope, AnnotatedInterface type, PolicyRule rule) =>
        settings[scope] == 0 || settings[rule] == type.Settings[rule];

    private static bool IsPartitioned(AnnotatedMethod method, AnnotatedInterface type) =>
        PartitionReader.Read(method.Symbol, type.Type).Any(static partition => partition.Limit == "RateLimit");

    private static double MostRetries(EffectiveSettings settings)
    {
        var most = settings[PolicyRules.Retry];
        foreach (var setting in settings.All)
        {
            if (setting.Name == PolicyRules.Retry.Name && setting.On is not null)
                most = Math.Max(most, setting.Value);
        }

        return most;
    }

    // What is set for refusals by circuits, and for failures in general where nothing is.
    private readonly struct OfBrokenCircuits(EffectiveSettings settings) : ISettingValues
    {
        public double Value(PolicyRule rule)
        {
            foreach (var setting in settings.All)
            {
                if (setting.Name == rule.Name && setting.On == BrokenCircuit)
                    return setting.Value;
            }

            return settings[rule];
        }
    }
}

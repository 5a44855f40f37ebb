using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using static Ambassador.Generators.Emission.Quantities;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0004: attempts that the call has no time for. AMB0005: an attempt that may take as long as the call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimeAnalyzer() : InterfaceRuleAnalyzer(Descriptors.NoTimeForAttempts, Descriptors.AttemptOutlastsCall)
{
    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        foreach (var method in type.Methods)
        {
            var total = method.Settings[PolicyRules.TotalTimeoutMs];
            if (total == 0)
                continue;

            var attempt = method.Settings[PolicyRules.TimeoutMs];
            if (attempt >= total)
                findings.Add(Descriptors.AttemptOutlastsCall, method, [PolicyRules.TimeoutMs, PolicyRules.TotalTimeoutMs], Seconds(attempt / 1_000), Seconds(total / 1_000));
            else if (method.Settings[PolicyRules.Retry] is > 0 and var retries && !SetsRetriesOfTimeouts(method.Settings))
                Judge(method, WorstCase.Of(method.Settings, retries, method.CanHedge), findings);
        }
    }

    private static void Judge(AnnotatedMethod method, WorstCase worst, Findings findings)
    {
        if (worst.SumMs <= worst.TotalMs || worst.MostMs <= worst.TotalMs)
            return;

        var without = worst.FirstWithoutTime;

        // An attempt that nothing limits may also fail at once: there is no fault but in waits that take all the time by themselves.
        if (worst.AttemptMs == 0 && without is null)
            return;

        findings.Add(
            Descriptors.NoTimeForAttempts,
            method,
            [PolicyRules.TotalTimeoutMs, PolicyRules.TimeoutMs, PolicyRules.Retry, PolicyRules.RetryDelayMs, PolicyRules.RetryMaxDelayMs, PolicyRules.RetryBackoff],
            Duration(worst),
            Seconds(worst.TotalMs / 1_000),
            Consequence(worst, without));
    }

    private static string Duration(WorstCase worst) => worst switch
    {
        { AttemptMs: 0 } => $"the waits between up to {worst.Attempts} attempts take {Seconds(worst.WaitsMs / 1_000)}",
        { WaitsMs: 0 } => $"up to {worst.Attempts} attempts of {Seconds(worst.AttemptMs / 1_000)} take {Seconds(worst.SumMs / 1_000)}",
        _ => $"up to {worst.Attempts} attempts of {Seconds(worst.AttemptMs / 1_000)} and {Seconds(worst.WaitsMs / 1_000)} of waiting take {Seconds(worst.SumMs / 1_000)}",
    };

    private static string Consequence(WorstCase worst, int? without)
    {
        if (worst.AttemptMs == 0)
            return $"attempt {without} can never begin";

        if (without is not null)
            return $"attempt {without} can never begin when those before it time out";

        return worst.LeftForLastMs < worst.AttemptMs
            ? $"attempt {worst.Attempts} has at most {Seconds(worst.LeftForLastMs / 1_000)} left when those before it time out"
            : $"attempt {worst.Attempts} may not have its time when those before it time out";
    }

    // What an attempt that timed out leads to is then not what is set for failures in general.
    private static bool SetsRetriesOfTimeouts(EffectiveSettings settings)
    {
        foreach (var setting in settings.All)
        {
            if (setting.Name == PolicyRules.Retry.Name
                && setting.On is "global::Polly.Timeout.TimeoutRejectedException" or "global::Polly.ExecutionRejectedException" or "global::System.Exception")
                return true;
        }

        return false;
    }
}

using System.Collections.Concurrent;

namespace Ambassador;

/// <summary>What holds for a failure, by its type: the most derived type with settings of its own wins. Safe for concurrent use.</summary>
internal sealed class FailureRules
{
    private readonly PolicySettings _settings;
    private readonly SettingValues _ofProgramErrors;
    private readonly FailureRule _programError;
    private readonly ConcurrentDictionary<Type, FailureRule> _byType = new();

    public FailureRules(PolicySettings settings)
    {
        _settings = settings;
        _ofProgramErrors = settings.With(PolicyRules.Retry, 0).With(PolicyRules.BreakerCounts, 0).With(PolicyRules.Fallback, 0).Values;
        _programError = new FailureRule(_ofProgramErrors, isProgramError: true);
        Default = new FailureRule(settings.Values);
        MayFallBack = Default.FallsBack || settings.Failures.ByType.Values.Any(own => own.Flag(PolicyRules.Fallback) == true);
        MaxRetry = settings.Failures.ByType.Values.Select(own => (int)own.Over(settings.Values).Value(PolicyRules.Retry)).Append(Default.Retry).Max();
    }

    /// <summary>What holds for a failure of which nothing else is said.</summary>
    public FailureRule Default { get; }

    /// <summary>How often a call may be retried, whatever fails.</summary>
    public int MaxRetry { get; }

    /// <summary>Whether any failure is retried.</summary>
    public bool MayRetry => MaxRetry > 0;

    /// <summary>Whether the fallback, where there is one, answers for any failure.</summary>
    public bool MayFallBack { get; }

    public FailureRule For(Exception failure) => _byType.GetOrAdd(failure.GetType(), static (type, rules) => rules.Find(type), this);

    private FailureRule Find(Type failure)
    {
        SettingValues? own = null;
        for (var type = failure; type is not null; type = type.BaseType)
        {
            own ??= _settings.Failures.Of(type);
            if (ProgramErrors.Contains(type))
                return own is null ? _programError : new(own.Over(_ofProgramErrors), isProgramError: true);
        }

        return own is null ? Default : new(own.Over(_settings.Values));
    }
}

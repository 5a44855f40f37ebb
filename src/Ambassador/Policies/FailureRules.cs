using System.Collections.Concurrent;

namespace Ambassador;

/// <summary>What holds for a failure, by its type: the most derived type with settings of its own wins. Safe for concurrent use.</summary>
internal sealed class FailureRules
{
    private readonly PolicySettings _settings;
    private readonly FailureRule _programError;
    private readonly ConcurrentDictionary<Type, FailureRule> _byType = new();

    public FailureRules(PolicySettings settings)
    {
        _settings = settings;
        _programError = new FailureRule(settings.Values, isProgramError: true);
        Default = new FailureRule(settings.Values);
        MaxRetry = settings.Failures.ByType.Values.Select(own => (int)own.Over(settings.Values).Value(PolicyRules.Retry)).Append(Default.Retry).Max();
    }

    /// <summary>What holds for a failure of which nothing else is said.</summary>
    public FailureRule Default { get; }

    /// <summary>How often a call may be retried, whatever fails.</summary>
    public int MaxRetry { get; }

    /// <summary>Whether any failure is retried.</summary>
    public bool MayRetry => MaxRetry > 0;

    public FailureRule For(Exception failure) => _byType.GetOrAdd(failure.GetType(), static (type, rules) => rules.Find(type), this);

    private FailureRule Find(Type failure)
    {
        for (var type = failure; type is not null; type = type.BaseType)
        {
            if (_settings.Failures.Of(type) is { } own)
                return new(own.Over(_settings.Values));

            if (ProgramErrors.Contains(type))
                return _programError;
        }

        return Default;
    }
}

using System.Diagnostics;
using Ambassador.Tests.Fallbacks;
using Ambassador.Tests.Services;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Telemetry;

/// <summary>
/// A generated ambassador with a scripted service behind it, a clock that the test drives, and a logger. Its service key is its own, and
/// whatever listens filters by it.
/// </summary>
public sealed class Observation : IDisposable
{
    public const string KeyTag = "ambassador.service_key";

    private static int s_last;

    private readonly List<Activity> _activities = [];
    private readonly Lock _gate = new();
    private ActivityListener? _listener;

    public Observation(PolicySettings settings, Func<int, CancellationToken, Task<int>> script)
    {
        Inner = new ObservedService(script);
        Runtime = new AmbassadorRuntime(Time, new LoggerFactory([new FakeLoggerProvider(Logs)]));
        Runtime.Overrides = Overrides.Of((typeof(IObserved), settings), (typeof(IObservedWithFallback), settings));
        Service = new ObservedAmbassador(Inner, Runtime, Key);
    }

    public Observation(PolicySettings settings, Func<int, Task<int>> script)
        : this(settings, (attempt, _) => script(attempt))
    {
    }

    public string Key { get; } = $"observation {Interlocked.Increment(ref s_last)}";

    public FakeTimeProvider Time { get; } = new();

    public FakeLogCollector Logs { get; } = new();

    public AmbassadorRuntime Runtime { get; }

    public ObservedService Inner { get; }

    public IService Service { get; }

    /// <summary>The same service with a fallback, whose answer is 1. Made when it is asked for: it has circuits of its own.</summary>
    public IService WithFallback => field ??= new ObservedWithFallbackAmbassador(Inner, FallbackSource.Of(new Substitute()), Runtime, Key);

    /// <summary>The activities that have ended.</summary>
    public IReadOnlyList<Activity> Activities
    {
        get
        {
            lock (_gate)
                return [.. _activities];
        }
    }

    /// <summary>Listens to the meter.</summary>
    /// <param name="only">The instrument to listen to; null for all.</param>
    public Measurements Measure(string? only = null) => new(KeyTag, Key, only);

    /// <summary>Listens to activities from here on.</summary>
    public Observation Trace()
    {
        _listener = new()
        {
            ShouldListenTo = static source => source.Name == "Ambassador",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if ((string?)activity.GetTagItem(KeyTag) != Key)
                    return;

                lock (_gate)
                    _activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
        return this;
    }

    public void Dispose()
    {
        _listener?.Dispose();
        Runtime.Dispose();
    }
}

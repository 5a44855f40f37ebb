using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Ambient;

/// <summary>An ambassador whose implementation calls another through an ambassador of its own, on a clock that the test drives.</summary>
internal sealed class Nest : IDisposable
{
    private readonly AmbassadorRuntime? _innerRuntime;

    /// <param name="outer">The policies of the call outside.</param>
    /// <param name="inner">The policies of the call inside.</param>
    /// <param name="implementation">What the implementation outside does with the ambassador inside. It does not pass its token on.</param>
    /// <param name="service">What the implementation inside does, knowing the attempt's number.</param>
    /// <param name="time">The clock of both, unless there is another for the one inside.</param>
    /// <param name="innerTime">A clock of its own for the ambassador inside, which then has a runtime of its own.</param>
    public Nest(
        PolicySettings outer,
        PolicySettings inner,
        Func<IService, Task<int>> implementation,
        Func<int, CancellationToken, Task<int>> service,
        TimeProvider? innerTime = null,
        FakeTimeProvider? time = null)
    {
        Time = time ?? new();
        var settings = Overrides.Of((typeof(IService), outer), (typeof(IObserved), inner));
        Runtime = new AmbassadorRuntime(Time) { Overrides = settings };
        _innerRuntime = innerTime is null ? null : new AmbassadorRuntime(innerTime) { Overrides = settings };
        InnerService = new ObservedService(service);
        Inner = new ObservedAmbassador(InnerService, _innerRuntime ?? Runtime);
        Outer = new ServiceAmbassador(new ScriptedService(_ => implementation(Inner)), Runtime);
    }

    public FakeTimeProvider Time { get; }

    public AmbassadorRuntime Runtime { get; }

    public IService Outer { get; }

    public IService Inner { get; }

    public ObservedService InnerService { get; }

    public void Dispose()
    {
        Runtime.Dispose();
        _innerRuntime?.Dispose();
    }
}

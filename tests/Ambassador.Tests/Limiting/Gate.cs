using Ambassador.Tests.Services;

namespace Ambassador.Tests.Limiting;

/// <summary>A service whose calls wait until the test lets them answer: one after another, or all from now on.</summary>
internal sealed class Gate : IDisposable
{
    private readonly SemaphoreSlim _started = new(0);
    private readonly SemaphoreSlim _answers = new(0);

    public Gate() => Service = new(async attempt =>
    {
        _started.Release();
        await _answers.WaitAsync(TestContext.Current.CancellationToken);
        return attempt;
    });

    public ScriptedService Service { get; }

    /// <summary>Waits until so many more calls have reached the service.</summary>
    public async Task StartedAsync(int calls)
    {
        for (var i = 0; i < calls; i++)
            await _started.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets one call answer.</summary>
    public void Answer() => _answers.Release();

    /// <summary>Lets every call answer.</summary>
    public void Open() => _answers.Release(1_000_000);

    public void Dispose()
    {
        _started.Dispose();
        _answers.Dispose();
    }
}

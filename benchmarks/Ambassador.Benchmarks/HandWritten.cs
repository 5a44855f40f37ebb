namespace Ambassador.Benchmarks;

/// <summary>
/// The loop a careful programmer writes by hand around a call: retry with exponential back-off, and a circuit that is asked and told. The tests measure by it too.
/// </summary>
public sealed class HandWritten(Func<int, CancellationToken, Task<int>> call)
{
    private readonly Lock _gate = new();
    private DateTime _openUntil;
    private int _failures;
    private int _calls;

    public async Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (!TryEnter())
                throw new InvalidOperationException("The circuit is open.");

            TimeSpan delay;
            try
            {
                var result = await call(id, cancellationToken).ConfigureAwait(false);
                Note(failed: false);
                return result;
            }
            catch (Exception error) when (error is not OperationCanceledException && attempt < 3)
            {
                Note(failed: true);
                delay = TimeSpan.FromMilliseconds(200 * Math.Pow(2, attempt + Random.Shared.NextDouble()));
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool TryEnter()
    {
        lock (_gate)
            return DateTime.UtcNow >= _openUntil;
    }

    private void Note(bool failed)
    {
        lock (_gate)
        {
            _calls++;
            _failures += failed ? 1 : 0;
            if (failed && _calls > 10 && _failures * 2 > _calls)
                _openUntil = DateTime.UtcNow.AddSeconds(5);
        }
    }
}

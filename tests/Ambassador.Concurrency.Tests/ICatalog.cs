using Ambassador.Concurrency.Tests.Exploration;

namespace Ambassador.Concurrency.Tests;

/// <summary>A blocking method: all of its call is on the thread of the operation that makes it.</summary>
[Ambassador]
public interface ICatalog
{
    int Get(int id, CancellationToken cancellationToken = default);
}

/// <summary>The service behind it, which others can come before and after.</summary>
internal sealed class Catalog(Func<int, CancellationToken, int> script) : ICatalog
{
    public int Attempts { get; private set; }

    public int Get(int id, CancellationToken cancellationToken = default)
    {
        Attempts++;
        Scheduler.Point("call");
        try
        {
            return script(id, cancellationToken);
        }
        finally
        {
            Scheduler.Point("answer");
        }
    }
}

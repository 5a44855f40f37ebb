using Ambassador;

/// <summary>100 000 warmed calls of each kind allocate nothing.</summary>
internal static class Allocations
{
    private static readonly string Key = new('k', 8);

    public static void Check()
    {
        var service = new Answers();
        Measure("pass-through", new PassThroughAmbassador(service));
        Measure("retry", new RetryingAmbassador(service));
        Measure("retry, circuit and timeout", new ResilientAmbassador(service));
        Measure("cache hit", new CachedAmbassador(service));
    }

    private static void Measure(string policies, IAnswers answers)
    {
        Measure($"{policies}, Task", () => answers.TaskAsync(1).GetAwaiter().GetResult());
        Measure($"{policies}, Task by string", () => answers.TaskAsync(Key).GetAwaiter().GetResult());
        Measure($"{policies}, ValueTask", () => answers.ValueTaskAsync(1).GetAwaiter().GetResult());
        Measure($"{policies}, ValueTask by string", () => answers.ValueTaskAsync(Key).GetAwaiter().GetResult());
    }

    private static void Measure(string what, Action call)
    {
        // The least of three rounds: the runtime may allocate on this thread for reasons of its own.
        Run(call, 1_000);
        var bytes = Enumerable.Range(0, 3).Min(_ => Run(call, 100_000));
        Console.WriteLine($"{what}: {bytes} bytes");
        if (bytes != 0)
            throw new InvalidOperationException($"{what} allocates: {bytes} bytes in 100 000 calls.");
    }

    private static long Run(Action call, int times)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times; i++)
            call();

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

public interface IAnswers
{
    Task<int> TaskAsync(int id, CancellationToken cancellationToken = default);

    Task<int> TaskAsync(string name, CancellationToken cancellationToken = default);

    ValueTask<int> ValueTaskAsync(int id, CancellationToken cancellationToken = default);

    ValueTask<int> ValueTaskAsync(string name, CancellationToken cancellationToken = default);
}

[Ambassador]
public interface IPassThrough : IAnswers;

[Ambassador(Retry = 3)]
public interface IRetrying : IAnswers;

[Ambassador(Retry = 3, Breaker = 0.5, TimeoutMs = 2_000)]
public interface IResilient : IAnswers;

[Ambassador(CacheSeconds = 600)]
public interface ICached : IAnswers;

public sealed class Answers : IPassThrough, IRetrying, IResilient, ICached
{
    private static readonly Task<int> Answer = Task.FromResult(42);

    public Task<int> TaskAsync(int id, CancellationToken cancellationToken = default) => Answer;

    public Task<int> TaskAsync(string name, CancellationToken cancellationToken = default) => Answer;

    public ValueTask<int> ValueTaskAsync(int id, CancellationToken cancellationToken = default) => new(42);

    public ValueTask<int> ValueTaskAsync(string name, CancellationToken cancellationToken = default) => new(42);
}

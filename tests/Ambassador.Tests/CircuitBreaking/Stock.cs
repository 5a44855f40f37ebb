namespace Ambassador.Tests.CircuitBreaking;

/// <summary>Overloads, a method without a circuit, and settings that open a circuit with the first failure.</summary>
[Ambassador(BreakerConsecutiveFailures = 1)]
public interface IStock
{
    Task<int> CountAsync(int id);

    Task<int> CountAsync(string name);

    Task TakeAsync(int id);

    [CircuitBreaker(ConsecutiveFailures = 0)]
    Task BrowseAsync();
}

[Ambassador(BreakerConsecutiveFailures = 1, BreakerScope = PolicyScope.Interface)]
public interface IShelves
{
    Task LookAsync();

    ValueTask<int> CountAsync();

    void Sweep();
}

[Ambassador]
public interface IOrders
{
    [CircuitBreaker(ConsecutiveFailures = 3, Group = "backend")]
    Task PlaceAsync();

    Task CancelAsync();
}

[Ambassador]
public interface IReturns
{
    [CircuitBreaker(ConsecutiveFailures = 1, Group = "backend")]
    Task AcceptAsync();
}

[Ambassador(BreakerConsecutiveFailures = 1)]
public interface IShop<T>
{
    Task<T> BuyAsync();
}

/// <summary>Fails while it is told to.</summary>
public sealed class Warehouse : IStock, IShelves, IOrders, IReturns, IShop<int>
{
    public bool Fails { get; set; } = true;

    public int Calls { get; private set; }

    public Task<int> CountAsync(int id) => AnswerAsync();

    public Task<int> CountAsync(string name) => AnswerAsync();

    public Task TakeAsync(int id) => AnswerAsync();

    public Task BrowseAsync() => AnswerAsync();

    public Task LookAsync() => AnswerAsync();

    public ValueTask<int> CountAsync() => new(AnswerAsync());

    public void Sweep() => AnswerAsync().GetAwaiter().GetResult();

    public Task PlaceAsync() => AnswerAsync();

    public Task CancelAsync() => AnswerAsync();

    public Task AcceptAsync() => AnswerAsync();

    public Task<int> BuyAsync() => AnswerAsync();

    private Task<int> AnswerAsync()
    {
        Calls++;
        return Fails ? Task.FromException<int>(new IOException()) : Task.FromResult(Calls);
    }
}

/// <summary>The implementation of an open registration.</summary>
public sealed class OutOfBusiness<T> : IShop<T>
{
    public Task<T> BuyAsync() => Task.FromException<T>(new IOException());
}

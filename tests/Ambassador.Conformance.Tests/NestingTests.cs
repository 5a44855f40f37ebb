namespace Ambassador.Conformance.Tests;

/// <summary>Interfaces within other types, generic ones included.</summary>
public class NestingTests
{
    [Fact]
    public async Task In_a_class()
    {
        Harbour.IBerth berth = new HarbourBerthAmbassador(new Berth(), Zoo.Runtime());
        Assert.Equal(5, await berth.MoorAsync(new(5)));
    }

    [Fact]
    public async Task In_a_generic_class_and_generic_itself()
    {
        Fleet<string>.Port.IDock<int> dock = new FleetPortDockAmbassador<string, int>(new Dock(), Zoo.Runtime());
        Assert.Equal(("a", 1, 2.5), await dock.LoadAsync("a", 1, 2.5));
        Assert.Equal("a", dock.Last);
    }

    [Fact]
    public async Task In_an_interface_of_its_own()
    {
        ILine line = new LineAmbassador(new Line(), Zoo.Runtime());
        ILine.IStop stop = new ILineStopAmbassador(new Line(), Zoo.Runtime());

        Assert.Equal((1, 2), (await line.RunAsync(), stop.Wait()));
    }

    [Fact]
    public void With_variance()
    {
        IConverts<string, object> converts = new ConvertsAmbassador<object, string>(new Converts(), Zoo.Runtime());
        Assert.Equal("5", converts.Convert("5"));
    }

    private sealed class Berth : Harbour.IBerth
    {
        private int _attempts;

        public async Task<int> MoorAsync(Harbour.Ship ship)
        {
            await Task.Yield();
            Zoo.FailTwice(ref _attempts);
            return ship.Length;
        }
    }

    private sealed class Dock : Fleet<string>.Port.IDock<int>
    {
        private int _attempts;

        public string? Last { get; set; }

        public ValueTask<(string, int, V)> LoadAsync<V>(string fleet, int dock, V cargo)
        {
            Zoo.FailTwice(ref _attempts);
            Last = fleet;
            return new((fleet, dock, cargo));
        }
    }

    private sealed class Line : ILine, ILine.IStop
    {
        public Task<int> RunAsync() => Task.FromResult(1);

        public int Wait() => 2;
    }

    private sealed class Converts : IConverts<object, string>
    {
        private int _attempts;

        public string Convert(object value)
        {
            Zoo.FailTwice(ref _attempts);
            return $"{value}";
        }
    }
}

public static class Harbour
{
    public sealed record Ship(int Length);

    [Ambassador(Retry = 2, RetryDelayMs = 0)]
    public interface IBerth
    {
        Task<int> MoorAsync(Ship ship);
    }
}

public static class Fleet<T>
    where T : class
{
    public static class Port
    {
        [Ambassador(Retry = 2, RetryDelayMs = 0)]
        public interface IDock<U>
            where U : struct
        {
            T? Last { get; set; }

            ValueTask<(T, U, V)> LoadAsync<V>(T fleet, U dock, V cargo);
        }
    }
}

[Ambassador]
public interface ILine
{
    Task<int> RunAsync();

    [Ambassador]
    public interface IStop
    {
        int Wait();
    }
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface IConverts<in TIn, out TOut>
    where TOut : class
{
    TOut Convert(TIn value);
}

using Ambassador.Tests.Services;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.Fallbacks;

/// <summary>Fallbacks by attribute: which method is called, on what, and for which exceptions.</summary>
public class MemberTests
{
    private readonly Prices _inner = new();
    private readonly IPrices _prices;

    public MemberTests() => _prices = new PricesAmbassador(_inner, new AmbassadorRuntime());

    [Fact]
    public void A_default_member_is_called_on_the_implementation_which_may_have_another()
    {
        Assert.Equal("listed at 1", _prices.Listed(1));
        Assert.Equal("another's 1", _prices.Own(1));
    }

    [Fact]
    public void A_method_with_policies_answers_without_them()
    {
        _inner.IsDown = true;
        Assert.Throws<IOException>(() => _prices.Cached(1));
        Assert.Throws<BrokenCircuitException>(() => _prices.Cached(1));
        _inner.IsDown = false;

        // Its circuit is open, and it is asked all the same, and nothing is kept.
        Assert.Equal("cached 1", _prices.Current(1));
        Assert.Equal("cached 1", _prices.Current(1));
        Assert.Equal(3, _inner.Calls);
    }

    [Theory]
    [InlineData(typeof(IOException), true, false)]
    [InlineData(typeof(FileNotFoundException), true, false)]
    [InlineData(typeof(TimeoutException), false, true)]
    public void The_attribute_names_exceptions(Type type, bool on, bool notOn)
    {
        var failure = (Exception)Activator.CreateInstance(type)!;

        Assert.Equal(on, Record.Exception(() => _prices.OnlyOn(failure)) is null);
        Assert.Equal(notOn, Record.Exception(() => _prices.NotOn(failure)) is null);
    }

    [Fact]
    public void A_method_switches_off_what_the_interface_falls_back_on()
    {
        IGuardedInPart ambassador = new GuardedInPartAmbassador(new DownInPart(), FallbackSource.Of(new UpInPart()));

        Assert.Equal(1, ambassador.Get());
        Assert.Throws<IOException>(() => ambassador.GetAsIs());
    }

    [Fact]
    public void A_generic_method_has_a_generic_fallback()
    {
        Assert.Equal([7], _prices.Many(7));
        Assert.Equal(["seven"], _prices.Many("seven"));
    }

    private sealed class Prices : IPrices
    {
        public bool IsDown { get; set; }

        public int Calls { get; private set; }

        public string Listed(int id) => throw new IOException();

        public string Own(int id) => throw new IOException();

        string IPrices.OwnList(int id) => $"another's {id}";

        public string Current(int id) => throw new IOException();

        public string Cached(int id)
        {
            Calls++;
            return IsDown ? throw new IOException() : $"cached {id}";
        }

        public void OnlyOn(Exception failure) => throw failure;

        public void NotOn(Exception failure) => throw failure;

        public T[] Many<T>(T value) => throw new IOException();
    }

    private sealed class DownInPart : IGuardedInPart
    {
        public int Get() => throw new IOException();

        public int GetAsIs() => throw new IOException();
    }

    private sealed class UpInPart : IGuardedInPartElsewhere
    {
        public int Get() => 1;

        public int GetAsIs() => 1;
    }
}

[Ambassador]
internal interface IPrices
{
    [Fallback(nameof(List))]
    string Listed(int id);

    string List(int id) => $"listed at {id}";

    [Fallback(nameof(OwnList))]
    string Own(int id);

    string OwnList(int id) => $"the interface's {id}";

    [Fallback(nameof(Cached))]
    string Current(int id);

    [Ambassador(Breaker = 1, BreakerMinimumThroughput = 1, CacheSeconds = 60)]
    string Cached(int id);

    [Fallback(nameof(Ignore), On = typeof(IOException))]
    void OnlyOn(Exception failure);

    [Fallback(nameof(Ignore), NotOn = typeof(IOException))]
    void NotOn(Exception failure);

    static void Ignore(Exception argument, Exception failure) => Assert.Same(argument, failure);

    [Fallback(nameof(One))]
    T[] Many<T>(T value);

    static T[] One<T>(T value, Exception failure) => [value];
}

[Ambassador, Fallback(typeof(IGuardedInPartElsewhere))]
internal interface IGuardedInPart
{
    int Get();

    [Ambassador(Fallback = false)]
    int GetAsIs();
}

internal interface IGuardedInPartElsewhere : IGuardedInPart;

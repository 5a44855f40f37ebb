namespace Ambassador.Conformance.Tests;

/// <summary>Members with a body are called on the service, be it the interface's body or the service's own.</summary>
public class DefaultMemberTests
{
    [Fact]
    public async Task The_interfaces_own_body()
    {
        IGreets greets = new GreetsAmbassador(new Plain(), Zoo.Runtime());

        Assert.Equal(("Hello, you", "default"), (await greets.GreetAsync("you"), greets.Tone));
    }

    [Fact]
    public async Task The_services_body()
    {
        IGreets greets = new GreetsAmbassador(new Own(), Zoo.Runtime());

        Assert.Equal(("Servus, you", "own"), (await greets.GreetAsync("you"), greets.Tone));
    }

    [Fact]
    public async Task They_have_policies_too()
    {
        var inner = new Plain { Failures = 2 };
        IGreets greets = new GreetsAmbassador(inner, Zoo.Runtime());

        Assert.Equal("Hello, you", await greets.GreetAsync("you"));
    }

    [Fact]
    public void A_sealed_one_calls_through_the_ambassador()
    {
        var inner = new Plain { Failures = 2 };
        IGreets greets = new GreetsAmbassador(inner, Zoo.Runtime());

        Assert.Equal("Hello!", greets.Shout());
    }

    [Fact]
    public void One_that_a_derived_interface_gives_a_body()
    {
        IGreetsTwice greets = new GreetsTwiceAmbassador(new Twice(), Zoo.Runtime());

        Assert.Equal(("HelloHello", "default"), (((IGreets)greets).Word(), greets.Tone));
    }

    private class Plain : IGreets
    {
        public int Failures { get; set; }

        public string Word() => Failures-- > 0 ? throw new HttpRequestException("connection reset") : "Hello";
    }

    private sealed class Own : Plain, IGreets
    {
        public string Tone => "own";

        public async Task<string> GreetAsync(string name)
        {
            await Task.Yield();
            return $"Servus, {name}";
        }
    }

    private sealed class Twice : IGreetsTwice;
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface IGreets
{
    string Tone => "default";

    string Word();

    Task<string> GreetAsync(string name) => Task.FromResult($"{Word()}, {name}");

    sealed string Shout() => Word() + "!";
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface IGreetsTwice : IGreets
{
    string IGreets.Word() => "HelloHello";
}

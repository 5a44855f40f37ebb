using Polly.CircuitBreaker;

namespace Ambassador.Tests.Caching;

public class KeyTests
{
    [Fact]
    public void Arguments_are_compared_one_by_one()
    {
        IKeys keys = new KeysAmbassador(new Keys(), new AmbassadorRuntime());

        Assert.Equal(1, keys.Join("a:b", "c"));
        Assert.Equal(2, keys.Join("a", "b:c"));
        Assert.Equal(3, keys.Join("a:b:c", null));
        Assert.Equal(4, keys.Join(null, "a:b:c"));
        Assert.Equal(1, keys.Join(new string("a:b"), "c"));
        Assert.Equal(4, keys.Join(null, "a:b:c"));
    }

    [Fact]
    public void Overloads_never_share_a_result()
    {
        IKeys keys = new KeysAmbassador(new Keys(), new AmbassadorRuntime());

        Assert.Equal(1, keys.Get(1));
        Assert.Equal(2, keys.Get(1L));
        Assert.Equal(3, keys.Get<int>(1));
        Assert.Equal(4, keys.Get<long>(1));
        Assert.Equal([1, 2, 3, 4], [keys.Get(1), keys.Get(1L), keys.Get<int>(1), keys.Get<long>(1)]);
    }

    [Fact]
    public void Type_arguments_keep_results_apart_that_arguments_and_result_do_not()
    {
        IKeys keys = new KeysAmbassador(new Keys(), new AmbassadorRuntime());

        Assert.Equal([1, 2, 3, 4], [keys.Count<int>(null), keys.Count<long>(null), keys.Count<int>("a"), keys.Count<string>("a")]);
        Assert.Equal([1, 2, 3, 4], [keys.Count<int>(null), keys.Count<long>(null), keys.Count<int>(new string("a")), keys.Count<string>("a")]);
    }

    [Fact]
    public void Interfaces_of_the_same_name_in_two_namespaces_share_neither_results_nor_circuits()
    {
        var runtime = new AmbassadorRuntime();
        North.IDepot north = new North.DepotAmbassador(new North.Depot(), runtime);
        South.IDepot south = new South.DepotAmbassador(new South.Depot(), runtime);

        Assert.Equal("north", north.Find(1));
        Assert.Equal("south", south.Find(1));
        Assert.Throws<IOException>(() => north.Fail(1));
        Assert.Throws<BrokenCircuitException>(() => north.Fail(1));
        Assert.Throws<IOException>(() => south.Fail(1));
    }

    [Fact]
    public void A_method_does_not_share_its_circuit_with_its_overload()
    {
        North.IDepot depot = new North.DepotAmbassador(new North.Depot(), new AmbassadorRuntime());

        Assert.Throws<IOException>(() => depot.Fail(1));
        Assert.Throws<BrokenCircuitException>(() => depot.Fail(1));
        Assert.Throws<IOException>(() => depot.Fail("1"));
    }

    [Fact]
    public void Two_ambassadors_of_one_runtime_share_state_and_two_runtimes_do_not()
    {
        var (runtime, other) = (new AmbassadorRuntime(), new AmbassadorRuntime());
        var service = new Keys();
        IKeys first = new KeysAmbassador(service, runtime), second = new KeysAmbassador(service, runtime);
        IKeys third = new KeysAmbassador(service, other), fourth = new KeysAmbassador(service, runtime, "key");

        Assert.Equal([1, 1, 2, 3], [first.Get(1), second.Get(1), third.Get(1), fourth.Get(1)]);
    }

    [Fact]
    public void A_policy_on_a_method_of_an_interface_without_an_attribute_is_honoured()
    {
        var service = new HalfAnnotated();
        IHalfAnnotated half = new HalfAnnotatedAmbassador(service, new AmbassadorRuntime());

        Assert.Equal(3, half.Retried());
        Assert.Throws<IOException>(() => half.NotRetried());
        Assert.Equal(4, service.Calls);
    }
}

[Ambassador(CacheSeconds = 60)]
public interface IKeys
{
    int Join(string? first, string? second);

    int Get(int id);

    int Get(long id);

    int Get<T>(T id);

    int Count<T>(string? filter);
}

public sealed class Keys : IKeys
{
    private int _calls;

    public int Join(string? first, string? second) => ++_calls;

    public int Get(int id) => ++_calls;

    public int Get(long id) => ++_calls;

    public int Get<T>(T id) => ++_calls;

    public int Count<T>(string? filter) => ++_calls;
}

public interface IHalfAnnotated
{
    [Ambassador(Retry = 2, RetryDelayMs = 0)]
    int Retried();

    int NotRetried();
}

public sealed class HalfAnnotated : IHalfAnnotated
{
    public int Calls { get; private set; }

    public int Retried() => ++Calls < 3 ? throw new IOException() : Calls;

    public int NotRetried() => ++Calls > 0 ? throw new IOException() : 0;
}

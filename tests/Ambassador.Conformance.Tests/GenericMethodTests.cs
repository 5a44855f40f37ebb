namespace Ambassador.Conformance.Tests;

/// <summary>Generic methods, under every constraint there is.</summary>
public class GenericMethodTests
{
    private readonly Forge _inner = new();
    private readonly IForge _forge;

    public GenericMethodTests() => _forge = new ForgeAmbassador(_inner, Zoo.Runtime());

    [Fact]
    public void Class() => Assert.Equal("a", Routed(() => _forge.Class("a")));

    [Fact]
    public void Nullable_class() => Assert.Null(Routed(() => _forge.NullableClass<string?>(null)));

    [Fact]
    public void Struct() => Assert.Equal(5, Routed(() => _forge.Struct<int>(5)));

    [Fact]
    public void Unmanaged() => Assert.Equal((1, 2L), Routed(() => _forge.Unmanaged((1, 2L))));

    [Fact]
    public void Not_null() => Assert.Equal(DateTime.MinValue, Routed(() => _forge.NotNull(DateTime.MinValue)));

    [Fact]
    public void New() => Assert.IsType<List<int>>(Routed(() => _forge.New<List<int>>()));

    [Fact]
    public void Base_and_interface() => Assert.Equal("m", Routed(() => _forge.Base(new ArgumentException("m"))).Message);

    [Fact]
    public void Enum_and_delegate()
    {
        var action = () => 1;
        Assert.Equal((DayOfWeek.Friday, action), Routed(() => _forge.EnumAndDelegate(DayOfWeek.Friday, action)));
    }

    [Fact]
    public void One_parameter_of_another() => Assert.Equal(["a"], Routed(() => _forge.Dependent<string[], IReadOnlyList<string>>(["a"])));

    [Fact]
    public async Task Annotated()
    {
        _inner.Attempts = 2;
        Assert.Null(await _forge.AnnotatedAsync<string, int>(null, null));
        Assert.Equal(("a", 1), await _forge.AnnotatedAsync<string, int>("a", 1));
    }

    [Fact]
    public void Ref_structs_are_passed_on()
    {
        _inner.Attempts = 2;
        Assert.Equal(nameof(ReadOnlySpan<char>), _forge.RefStruct("abc".AsSpan())[..12]);
    }

    [Fact]
    public void By_reference()
    {
        _inner.Attempts = 2;
        string? value = "a";
        Assert.Equal("a", _forge.Take(ref value));
        Assert.Null(value);
    }

    [Fact]
    public void An_inherited_constraint_that_nobody_can_write()
    {
        _inner.Attempts = 2;
        Assert.Equal("b", _forge.Substituted("b"));
    }

    private T Routed<T>(Func<T> call)
    {
        var result = call();
        Assert.Equal(3, _inner.Attempts);
        return result;
    }

    private sealed class Forge : IForge
    {
        private int _attempts;

        public int Attempts { get => _attempts; set => _attempts = value; }

        public T Class<T>(T value)
            where T : class => Answer(value);

        public T NullableClass<T>(T value)
            where T : class? => Answer(value);

        public T? Struct<T>(T? value)
            where T : struct => Answer(value);

        public T Unmanaged<T>(T value)
            where T : unmanaged => Answer(value);

        public T NotNull<T>(T value)
            where T : notnull => Answer(value);

        public T New<T>()
            where T : new() => Answer(new T());

        public T Base<T>(T value)
            where T : Exception, System.Runtime.Serialization.ISerializable => Answer(value);

        public (T, U) EnumAndDelegate<T, U>(T day, U action)
            where T : struct, Enum
            where U : Delegate => Answer((day, action));

        public U Dependent<T, U>(T value)
            where T : U
            where U : IEnumerable<string> => Answer<U>(value);

        public async Task<(T Name, U Number)?> AnnotatedAsync<T, U>(T? name, U? number)
            where T : class
            where U : struct
        {
            await Task.Yield();
            return Answer<(T, U)?>(name is null || number is null ? null : (name, number.Value));
        }

        public string RefStruct<T>(T value)
            where T : allows ref struct => typeof(T).Name;

        public T? Take<T>(ref T? value)
        {
            var taken = value;
            value = default;
            return Answer(taken);
        }

        U ISubstituted<string>.Substituted<U>(U value) => Answer(value);

        private T Answer<T>(T answer)
        {
            Zoo.FailTwice(ref _attempts);
            return answer;
        }
    }
}

public interface ISubstituted<in T>
{
    U Substituted<U>(U value)
        where U : T;
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface IForge : ISubstituted<string>
{
    T Class<T>(T value)
        where T : class;

    T NullableClass<T>(T value)
        where T : class?;

    T? Struct<T>(T? value)
        where T : struct;

    T Unmanaged<T>(T value)
        where T : unmanaged;

    T NotNull<T>(T value)
        where T : notnull;

    T New<T>()
        where T : new();

    T Base<T>(T value)
        where T : Exception, System.Runtime.Serialization.ISerializable;

    (T, U) EnumAndDelegate<T, U>(T day, U action)
        where T : struct, Enum
        where U : Delegate;

    U Dependent<T, U>(T value)
        where T : U
        where U : IEnumerable<string>;

    Task<(T Name, U Number)?> AnnotatedAsync<T, U>(T? name, U? number)
        where T : class
        where U : struct;

    string RefStruct<T>(T value)
        where T : allows ref struct;

    T? Take<T>(ref T? value);
}

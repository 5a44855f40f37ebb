using @namespace.@class;

namespace Ambassador.Conformance.Tests
{
    /// <summary>Names that are keywords, that generated code uses itself, or that are in another script.</summary>
    public class NameTests
    {
        [Fact]
        public async Task Keywords()
        {
            @interface words = new interfaceAmbassador(new Words(), Zoo.Runtime());
            words.@event = 3;

            Assert.Equal((6, 3), (await words.@void(1, 2), words.@event));
            Assert.Equal("a", words.@object("a"));
        }

        [Fact]
        public async Task Names_that_we_use_ourselves()
        {
            IOurs ours = new OursAmbassador(new Ours(), Zoo.Runtime());

            Assert.Equal(3, await ours.Methods(1, 2));
            Assert.Equal(("1 2", 2), (ours.Settings(1, "2"), ours._methods(1)));
            Assert.Equal((5, true), (ours.GetHashCode(5), ours.Equals(5)));
            Assert.Equal("Invoke", ours.ToString("Invoke"));
        }

        [Fact]
        public async Task Other_scripts()
        {
            IСклад склад = new СкладAmbassador(new Склад(), Zoo.Runtime());

            Assert.Equal("五 5", await склад.ПолучитьAsync(5, "五"));
        }

        [Fact]
        public async Task Internal_interfaces()
        {
            IHidden hidden = new HiddenAmbassador(new Hidden(), Zoo.Runtime());

            Assert.Equal(new Secret(7), await hidden.TellAsync(new(7)));
            Assert.False(typeof(HiddenAmbassador).IsPublic);
        }

        [Fact]
        public async Task Dynamic_is_never_bound_at_run_time()
        {
            IAnything anything = new AnythingAmbassador(new Anything(), Zoo.Runtime());

            Assert.Equal("object 1", (string)anything.Take(1));
            Assert.Equal("object a", (string)anything.Take((object)"a"));
            Assert.Equal(2, (int)await anything.TakeAsync([1, 2]));
        }

        private sealed class Words : @interface
        {
            private int _attempts;

            public int @event { get; set; }

            public Task<int> @void(int @class, int @this)
            {
                Zoo.FailTwice(ref _attempts);
                return Task.FromResult(@class + @this + @event);
            }

            public @struct @object<@struct>(@struct @in) => @in;
        }

        private sealed class Ours : IOurs
        {
            private int _attempts;

            public Task<int> Methods(int _targets, int _0)
            {
                Zoo.FailTwice(ref _attempts);
                return Task.FromResult(_targets + _0);
            }

            public string Settings<_1, MethodsCall>(_1 target, MethodsCall cancellationToken) => $"{target} {cancellationToken}";

            public int _methods(int other) => other + 1;

            public int GetHashCode(int call) => call;

            public bool Equals(int inner) => inner == 5;

            public string ToString(string runtime) => runtime;
        }

        private sealed class Склад : IСклад
        {
            private int _attempts;

            public Task<string> ПолучитьAsync(int число, string 名前)
            {
                Zoo.FailTwice(ref _attempts);
                return Task.FromResult($"{名前} {число}");
            }
        }

        private sealed class Hidden : IHidden
        {
            private int _attempts;

            public Task<Secret> TellAsync(Secret secret)
            {
                Zoo.FailTwice(ref _attempts);
                return Task.FromResult(secret);
            }
        }

        private sealed class Anything : IAnything
        {
            public dynamic Take(dynamic value) => "object " + value;

            public string Take(string value) => "string " + value;

            public Task<dynamic> TakeAsync(List<dynamic> values) => Task.FromResult<dynamic>(values.Count);
        }
    }

    [Ambassador(Retry = 2, RetryDelayMs = 0)]
    public interface IOurs
    {
        Task<int> Methods(int _targets, int _0);
        string Settings<_1, MethodsCall>(_1 target, MethodsCall cancellationToken);
        int _methods(int other);
        int GetHashCode(int call);
        bool Equals(int inner);
        string ToString(string runtime);
    }

    [Ambassador(Retry = 2, RetryDelayMs = 0)]
    public interface IСклад
    {
        Task<string> ПолучитьAsync(int число, string 名前);
    }

    internal sealed record Secret(int Value);

    [Ambassador(Retry = 2, RetryDelayMs = 0)]
    internal interface IHidden
    {
        Task<Secret> TellAsync(Secret secret);
    }

    [Ambassador(Retry = 2, RetryDelayMs = 0)]
    public interface IAnything
    {
        dynamic Take(dynamic value);
        string Take(string value);
        Task<dynamic> TakeAsync(List<dynamic> values);
    }
}

namespace @namespace.@class
{
    [Ambassador.Ambassador(Retry = 2, RetryDelayMs = 0)]
    public interface @interface
    {
        int @event { get; set; }
        Task<int> @void(int @class, int @this);
        @struct @object<@struct>(@struct @in);
    }
}

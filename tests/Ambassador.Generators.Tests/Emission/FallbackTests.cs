using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Tests.Emission;

public class FallbackTests
{
    private const string Prelude = "using System;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Ambassador;\n";

    [Fact]
    public Task Methods_of_the_interface() => Golden.VerifyAsync(Prelude + """
        [Ambassador]
        public interface ICatalog
        {
            [Fallback(nameof(Unknown))]
            ValueTask<string> GetAsync(int id, CancellationToken cancellationToken);

            static ValueTask<string> Unknown(int id, CancellationToken cancellationToken) => new("unknown");

            [Fallback(nameof(Because))]
            Task SaveAsync(in int id, string name, CancellationToken cancellationToken);

            static Task Because(in int id, string name, Exception failure, CancellationToken cancellationToken) => Task.CompletedTask;

            [Fallback(nameof(Last))]
            Task<string> FindAsync(string name, CancellationToken cancellationToken);

            static Task<string> Last(string name, CancellationToken cancellationToken, Exception failure) => Task.FromResult(failure.Message);

            [Fallback(nameof(Ignore))]
            void Delete(int id);

            void Ignore(int id, Exception failure) { }

            [Fallback(nameof(List))]
            int[] ListAll();

            int[] List();

            [Fallback(nameof(Nothing))]
            ValueTask<T?> LoadAsync<T>(int id) where T : class;

            static ValueTask<T?> Nothing<T>(int id) where T : class => default;

            [Fallback(nameof(Both))]
            int Count(int id);

            static int Both(int id) => 1;

            static int Both(int id, Exception failure) => 2;
        }
        """);

    [Fact]
    public Task Other_implementations() => Golden.VerifyAsync(Prelude + """
        [Ambassador, Fallback(typeof(Archive), NotOn = typeof(TimeoutException))]
        public interface ICatalog : IReadable
        {
            Task<string> GetAsync(int id, CancellationToken cancellationToken);

            [Fallback(typeof(Other), On = typeof(TimeoutException))]
            string Find(string name);

            [Fallback(nameof(None))]
            int Count();

            static int None() => 0;
        }

        public interface IReadable
        {
            string Read(int id);
        }

        internal class Archive : ICatalog
        {
            public Task<string> GetAsync(int id, CancellationToken cancellationToken) => Task.FromResult("archived");
            public string Find(string name) => name;
            public int Count() => 0;
            public string Read(int id) => "";
        }

        internal sealed class Other : Archive { }
        """);

    [Fact]
    public Task A_generic_interface() => Golden.VerifyAsync(Prelude + """
        [Ambassador, Fallback(typeof(Archive<>))]
        public interface IRepository<T> where T : class
        {
            Task<T?> GetAsync(int id, CancellationToken cancellationToken);
        }

        public sealed class Archive<T> : IRepository<T> where T : class
        {
            public Task<T?> GetAsync(int id, CancellationToken cancellationToken) => Task.FromResult<T?>(null);
        }
        """);

    [Fact]
    public Task Interfaces_of_other_assemblies() => Golden.VerifyAsync(Foreign());

    [Fact]
    public Task The_registration_hands_over_where_implementations_are() => Golden.VerifyRegistrationAsync(Foreign());

    [Fact]
    public Task A_base_says_what_its_methods_fall_back_on() => Golden.VerifyAsync(Prelude + """
        public interface IReadable<T>
        {
            [Fallback(nameof(Nothing))]
            T? Read(int id);

            static T? Nothing(int id, Exception failure) => default;
        }

        [Ambassador]
        public interface ICatalog : IReadable<string>
        {
        }
        """);

    [Theory]
    [InlineData("Fallback(nameof(X))", "X answers for failures")]
    [InlineData("Fallback(nameof(X)), Ambassador(Fallback = false)", "X answers for failures")]
    [InlineData("Fallback(nameof(X), On = typeof(System.IO.IOException))", "X answers for failures")]
    [InlineData("Idempotent, Hedge(200)", "another beside each that takes 200 ms")]
    [InlineData("Idempotent, Hedge(0, 3)", "up to 3 others beside each")]
    [InlineData("Hedge(0, 3)", "passed on as it is")]
    public void The_plan_in_words(string attributes, string plan)
    {
        var file = Compile.Generate(Compile.Sources(
            $"using Ambassador; [Ambassador] public interface IX {{ [{attributes}] System.Threading.Tasks.Task Get(); static System.Threading.Tasks.Task X() => null!; }}"))["XAmbassador.g.cs"];

        Assert.Contains($"/// <para>Get: {plan}.</para>\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fallback_that_is_switched_off_is_not_in_the_plan() => Assert.Contains(
        "<para>Get: passed on as it is.</para>",
        Compile.Generate(Compile.Sources(
            "using Ambassador; [Ambassador, Fallback(nameof(X))] public interface IX { [Ambassador(Fallback = false)] void Get(); static void X() { } }"))["XAmbassador.g.cs"],
        StringComparison.Ordinal);

    private static CSharpCompilation Foreign() => Compile.Sources(Prelude + """
        [assembly: AmbassadorFor(typeof(Storage.IStorage), FallbackType = typeof(Local))]
        [assembly: AmbassadorForMethod(typeof(Storage.IStorage), "Delete", FallbackType = typeof(Nowhere))]

        public class Local : Storage.IStorage
        {
            public Task<string> GetAsync(int id) => Task.FromResult("local");
            public void Delete(int id) { }
        }

        public class Nowhere : Local { }
        """).AddReferences(Compile.Referenced("Storage", """
        namespace Storage
        {
            public interface IStorage
            {
                System.Threading.Tasks.Task<string> GetAsync(int id);
                void Delete(int id);
            }
        }
        """));
}

using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class ReplayTests
{
    private const string Types = " public sealed record Upload(string Name, Stream Content); public sealed class Document { public string Name { get; init; } = \"\"; public Stream Content => new MemoryStream(); public Stream Open() => Content; }";

    private static readonly Rule s_rule = new("AMB0018", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Stream?", "Stream", "is read or written once")]
    [InlineData("MemoryStream", "MemoryStream", "is read or written once")]
    [InlineData("System.IO.Pipelines.PipeReader", "PipeReader", "is read once")]
    [InlineData("System.IO.Pipelines.PipeWriter", "PipeWriter", "has what the first attempt wrote")]
    [InlineData("IAsyncEnumerable<int>", "IAsyncEnumerable<int>", "is enumerated once")]
    [InlineData("IEnumerator<int>", "IEnumerator<int>", "is enumerated once")]
    [InlineData("System.Collections.IEnumerator", "IEnumerator", "is enumerated once")]
    [InlineData("System.Net.Http.HttpContent", "HttpContent", "is sent once")]
    [InlineData("System.Net.Http.StreamContent", "StreamContent", "is sent once")]
    [InlineData("System.Net.Http.HttpRequestMessage", "HttpRequestMessage", "is sent once")]
    [InlineData("TextReader", "TextReader", "is read once")]
    [InlineData("TextWriter", "TextWriter", "has what the first attempt wrote")]
    [InlineData("System.Data.Common.DbDataReader", "DbDataReader", "is read once")]
    [InlineData("System.Threading.Channels.ChannelReader<int>", "ChannelReader<int>", "gives each item once")]
    [InlineData("IReadOnlyList<Stream>", "Stream", "is read or written once")]
    [InlineData("(string, Stream)", "Stream", "is read or written once")]
    [InlineData("Upload", "Stream", "is read or written once")]
    [InlineData("Upload[]", "Stream", "is read or written once")]
    public Task An_argument_that_an_attempt_uses_up(string type, string named, string reason) => s_rule.FiresAsync(
        $"[Ambassador(Retry = 3)] public interface IX {{ Task SaveAsync(int id, {type} [|body|]); }}{Types}",
        $"IX.SaveAsync(int, {type[(type.LastIndexOf('.') + 1)..]}): Retry = 3 passes 'body' to every attempt, but '{named}' {reason}, so that another attempt finds it used up; pass what can be read again, or set Retry = 0 for the method");

    [Theory]
    [InlineData("int")]
    [InlineData("string")]
    [InlineData("byte[]")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("IEnumerable<int>")]
    [InlineData("System.Net.Http.StringContent")]
    [InlineData("System.Net.Http.ByteArrayContent")]
    [InlineData("Func<Stream>")]
    [InlineData("Document")]
    [InlineData("object")]
    [InlineData("T")]
    [InlineData("CancellationToken")]
    public Task An_argument_that_can_be_used_again(string type) => s_rule.IsSilentAsync($"[Ambassador(Retry = 3)] public interface IX<T> {{ Task SaveAsync({type} body); }}{Types}");

    [Theory]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { [Retry(0)] Task A(Stream s); bool B(Stream s, out int i); [Ambassador(Retry = 0)] int C(Stream s); }")]
    [InlineData("[Ambassador(TimeoutMs = 100, CacheSeconds = 1)] public interface IX { Task A(Stream s); }")]
    [InlineData("[Ambassador, Hedge(100)] public interface IX { Task A(Stream s); [Idempotent] int B(Stream s); }")]
    public Task A_call_that_is_made_once(string source) => s_rule.IsSilentAsync(source);

    // They look at it, keep it or put something around it.
    [Theory]
    [InlineData("[Ambassador(Retry = 3)] public interface ICallLogger { Task WriteAsync(System.Net.Http.HttpRequestMessage request); }")]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { void LogRequest(System.Net.Http.HttpRequestMessage request); Stream WrapBody(Stream body); }")]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { Stream Decompress(Stream body); TextReader Read(Stream body); bool IsEmpty(System.Data.Common.DbDataReader rows); }")]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { Task ConfigureAsync(TextWriter? log); Task StartAsync(TextWriter startLog); }")]
    public Task An_argument_that_no_attempt_uses_up(string source) => s_rule.IsSilentAsync(source);

    [Fact]
    public Task However_attempts_are_set() => s_rule.FiresAsync(
        """
        [Ambassador, Hedge(100, max: 2)]
        public interface IX
        {
            [Idempotent] Task A(Stream [|a|], TextReader [|b|]);
            [Retry(2, On = typeof(TimeoutException))] int B(Stream [|c|]);
            [Ambassador(Retry = 4)] ValueTask<int> C<T>(T [|d|]) where T : Stream;
            [Ambassador(Retry = 1)] IAsyncEnumerable<int> D(Stream [|e|]);
        }
        """,
        "IX.A(Stream, TextReader): Hedge = 2 passes 'a' to every attempt, but 'Stream' is read or written once, so that another attempt finds it used up; pass what can be read again, or set Hedge = 0 for the method",
        "IX.A(Stream, TextReader): Hedge = 2 passes 'b' to every attempt, but 'TextReader' is read once, so that another attempt finds it used up; pass what can be read again, or set Hedge = 0 for the method",
        "IX.B(Stream): Retry = 2 passes 'c' to every attempt, but 'Stream' is read or written once, so that another attempt finds it used up; pass what can be read again, or set Retry = 0 for the method",
        "IX.C<T>(T): Retry = 4 passes 'd' to every attempt, but 'T' is read or written once, so that another attempt finds it used up; pass what can be read again, or set Retry = 0 for the method",
        "IX.D(Stream): Retry = 1 passes 'e' to every attempt, but 'Stream' is read or written once, so that another attempt finds it used up; pass what can be read again, or set Retry = 0 for the method");

    [Fact]
    public Task Of_inherited_and_foreign_methods_the_setting() => s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(IForeign), [|Retry = 3|])]
        [Ambassador([|Retry = 2|])] public interface IX : IBase;
        public interface IBase { int A(Stream a, Stream b); int B(Stream a); }
        public interface IForeign : IBase { int C(int i); }
        """,
        "IBase.A(Stream, Stream): Retry = 3 passes 'a' to every attempt, but 'Stream' is read or written once, so that another attempt finds it used up; pass what can be read again, or set Retry = 0 for the method (so it is with B)",
        "IBase.A(Stream, Stream): Retry = 2 passes 'a' to every attempt, but 'Stream' is read or written once, so that another attempt finds it used up; pass what can be read again, or set Retry = 0 for the method (so it is with B)");

    [Fact]
    public Task What_is_said_of_a_base_is_not_said_again() => s_rule.FiresAsync(
        "[Ambassador(Retry = 3)] public interface IBase { int A(Stream [|a|]); } [Ambassador] public interface IX : IBase { int B(int b); }");

    [Fact]
    public Task Those_that_read_before_they_answer() => s_rule.FiresAsync(
        """
        [Ambassador(Retry = 3)]
        public interface IX
        {
            Task<Stream> CompressAsync(Stream [|body|]);
            void Import(System.Data.Common.DbDataReader [|rows|]);
            Task PrintAsync(TextWriter [|page|]);
        }
        """);
}

using System.Text.Json;
using Ambassador.Generators.Analysis;

namespace Ambassador.Generators.Tests.Analysis;

public class ConfigurationJsonTests
{
    private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""  { "a" : 1 , } """)]
    [InlineData("""{ "a": [ ], "b": [ 1, "x", { } , ], "c": null, "d": true, "e": false }""")]
    [InlineData("""{ "a": -0.5e+10, "b": 0, "c": 1E5, "d": -1 }""")]
    [InlineData("""{ "a\"\\\/\b\f\n\r\t\u00e4": "\u0041" }""")]
    [InlineData("// first\n{ /* in */ \"a\" : /**/ 1 // last\n }\n// end")]
    [InlineData("{ \"a\" /* before */ : 1 }")]
    [InlineData("""{ "a": "/* no comment */" }""")]
    [InlineData("""[]""")]
    [InlineData("""1""")]
    [InlineData("")]
    [InlineData("""{""")]
    [InlineData("""{ "a" }""")]
    [InlineData("""{ "a": }""")]
    [InlineData("""{ , }""")]
    [InlineData("""{ "a": 1,, }""")]
    [InlineData("""{ "a": 1 "b": 2 }""")]
    [InlineData("""{ "a": [ 1 2 ] }""")]
    [InlineData("""{ "a": 01 }""")]
    [InlineData("""{ "a": .5 }""")]
    [InlineData("""{ "a": 1. }""")]
    [InlineData("""{ "a": 1e }""")]
    [InlineData("""{ "a": - }""")]
    [InlineData("""{ "a": +1 }""")]
    [InlineData("""{ "a": True }""")]
    [InlineData("""{ "a": nul }""")]
    [InlineData("""{ 'a': 1 }""")]
    [InlineData("""{ a: 1 }""")]
    [InlineData("""{ "a": "\x" }""")]
    [InlineData("""{ "a": "\u00g0" }""")]
    [InlineData("""{ "a": "\u00""")]
    [InlineData("{ \"a\": \"tab\there\" }")]
    [InlineData("{ \"a\": 1 /* no end }")]
    [InlineData("{ \"a\": 1 / }")]
    [InlineData("""{ "a": 1 } x""")]
    [InlineData("""{ "a": 1 ] """)]
    [InlineData("""{ "a": [ 1 } """)]
    public void Accepts_what_the_configuration_system_accepts(string text)
    {
        bool isObject;
        try
        {
            using var document = JsonDocument.Parse(text, s_options);
            isObject = document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            isObject = false;
        }

        Assert.Equal(isObject, ConfigurationJson.Read(text) is not null);
    }

    [Fact]
    public void Keys_and_values_have_paths_and_places()
    {
        const string Text = """{ "A": { "b:c": "x\u0041", "B": { "d": [ 1, null ] } } }""";

        var b = ConfigurationJson.Read(Text)!.Find("a")!.Find("b")!;

        Assert.Equal(["c", "d"], b.Children.Select(child => child.Key));
        Assert.Equal(("A:b:c", "xA", "\"b:c\""), (b.Children[0].Path, b.Children[0].Value, Text.Substring(b.Children[0].Place.Start, b.Children[0].Place.Length)));
        Assert.Equal([("A:b:d:0", "1"), ("A:b:d:1", null)], b.Children[1].Children.Select(child => (child.Path, child.Value)));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void What_is_too_deep_is_not_read(int depth, bool expected) => Assert.Equal(
        expected, ConfigurationJson.Read(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth)) is not null);
}

using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Analysis;

/// <summary>
/// Reads a JSON file as the configuration system does, comments and trailing commas included, and keeps where each key stands. By hand: what loads analyzers
/// need not have a reader of JSON, and none of those keeps places.
/// </summary>
internal sealed class ConfigurationJson
{
    private const int MaxDepth = 64;

    private readonly string _text;
    private int _at;
    private int _depth;

    private ConfigurationJson(string text) => _text = text;

    /// <summary>All of a file; null where it is not JSON, which the program itself reports when it starts.</summary>
    public static ConfigurationNode? Read(string text)
    {
        var reader = new ConfigurationJson(text);
        var root = new ConfigurationNode("", "", default);
        return reader.SkipBlanks() && reader.Peek == '{' && reader.ReadValue(root) && reader.SkipBlanks() && reader._at == text.Length ? root : null;
    }

    private char Peek => _at < _text.Length ? _text[_at] : '\0';

    private bool ReadValue(ConfigurationNode node)
    {
        switch (Peek)
        {
            case '{':
                return ReadList(node, '}', static (reader, parent, _) => reader.ReadMember(parent));
            case '[':
                return ReadList(
                    node, ']', static (reader, parent, index) => reader.ReadValue(parent.At(index.ToString(CultureInfo.InvariantCulture), new(reader._at, 1))));
            case '"':
                node.Value = ReadString();
                return node.Value is not null;
            default:
                return ReadLiteral(node);
        }
    }

    private bool ReadMember(ConfigurationNode parent)
    {
        var start = _at;
        if (Peek != '"' || ReadString() is not { } key)
            return false;

        var place = TextSpan.FromBounds(start, _at);
        SkipWhitespace();
        return Take(':') && SkipBlanks() && ReadValue(parent.At(key, place));
    }

    private bool ReadList(ConfigurationNode node, char end, Func<ConfigurationJson, ConfigurationNode, int, bool> readItem)
    {
        _at++;
        if (++_depth > MaxDepth)
            return false;

        for (var index = 0; ; index++)
        {
            if (!SkipBlanks())
                return false;

            if (Take(end))
            {
                _depth--;
                return true;
            }

            if (!readItem(this, node, index) || !SkipBlanks() || (!Take(',') && Peek != end))
                return false;
        }
    }

    // Null where it does not end, or has an escape or a character that it must not have.
    private string? ReadString()
    {
        var text = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            var character = _text[_at];
            if (character == '"')
            {
                _at++;
                return text.ToString();
            }

            if (character < ' ' || (character == '\\' && !ReadEscape(ref character)))
                return null;

            text.Append(character);
        }

        return null;
    }

    private bool ReadEscape(ref char character)
    {
        _at++;
        var index = "\"\\/bfnrt".IndexOf(Peek);
        if (index >= 0)
        {
            character = "\"\\/\b\f\n\r\t"[index];
            return true;
        }

        if (Peek != 'u' || _at + 4 >= _text.Length || !ushort.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return false;

        character = (char)code;
        _at += 4;
        return true;
    }

    private bool ReadLiteral(ConfigurationNode node)
    {
        var start = _at;
        while (char.IsLetterOrDigit(Peek) || Peek is '-' or '+' or '.')
            _at++;

        var literal = _text.Substring(start, _at - start);
        node.Value = literal == "null" ? null : literal;
        return literal is "null" or "true" or "false" || IsNumber(literal);
    }

    private static bool IsNumber(string text)
    {
        var at = text.StartsWith("-") ? 1 : 0;
        var whole = Digits(text, ref at);
        if (whole == 0 || (whole > 1 && text[at - whole] == '0'))
            return false;

        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (Digits(text, ref at) == 0)
                return false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;

            if (Digits(text, ref at) == 0)
                return false;
        }

        return at == text.Length;
    }

    private static int Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is >= '0' and <= '9')
            at++;

        return at - start;
    }

    private bool Take(char expected)
    {
        if (Peek != expected)
            return false;

        _at++;
        return true;
    }

    // The configuration system's reader has no comments between a key and its colon, either.
    private void SkipWhitespace()
    {
        while (Peek is ' ' or '\t' or '\r' or '\n')
            _at++;
    }

    // False where a comment does not end.
    private bool SkipBlanks()
    {
        while (true)
        {
            SkipWhitespace();
            if (Peek != '/')
                return true;

            var (begin, end) = _at + 1 < _text.Length ? (_text[_at + 1], _text[_at + 1] == '/' ? "\n" : "*/") : default;
            if (begin is not ('/' or '*'))
                return false;

            var found = _text.IndexOf(end, _at + 2, StringComparison.Ordinal);
            if (found < 0 && begin == '*')
                return false;

            _at = found < 0 ? _text.Length : found + end.Length;
        }
    }
}

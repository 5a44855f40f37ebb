using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Emission;

/// <summary>
/// Writes lines, each indented by the braces that are open around it. Interpolated lines go straight into the text, with the fragments they
/// are made of: a large interface has thousands of them, and each would be a string of its own otherwise. Indented by tabs: an editor keeps every character.
/// </summary>
internal sealed class SourceWriter
{
    private char[] _text = ArrayPool<char>.Shared.Rent(16 * 1_024);
    private int _length;
    private int _indent;
    private bool _inLine;

    /// <summary>Writes part of a line, or several lines of which the last one stays open.</summary>
    public SourceWriter Append(string text)
    {
        var start = 0;
        for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', start))
        {
            AppendPart(text, start, end > start && text[end - 1] == '\r' ? end - 1 : end);
            Blank();
            start = end + 1;
        }

        AppendPart(text, start, text.Length);
        return this;
    }

    /// <inheritdoc cref="Append(string)"/>
    public SourceWriter Append([InterpolatedStringHandlerArgument("")] ref Line text)
    {
        _ = text;
        return this;
    }

    /// <summary>Writes one line, or several; empty ones stay empty.</summary>
    public SourceWriter Lines(string lines) => Append(lines).Blank();

    /// <inheritdoc cref="Lines(string)"/>
    public SourceWriter Lines([InterpolatedStringHandlerArgument("")] ref Line line)
    {
        _ = line;
        return Blank();
    }

    /// <summary>Ends the line; where none has begun, that makes an empty one.</summary>
    public SourceWriter Blank()
    {
        Reserve(1);
        _text[_length++] = '\n';
        _inLine = false;
        return this;
    }

    /// <summary>Writes an opening brace and indents what follows.</summary>
    public SourceWriter Open()
    {
        Lines("{");
        return Indent();
    }

    /// <summary>Writes the closing brace, with what follows it on the line.</summary>
    public SourceWriter Close(string tail = "") => Outdent().Lines($"}}{tail}");

    /// <summary>Indents what follows without a brace.</summary>
    public SourceWriter Indent()
    {
        _indent++;
        return this;
    }

    /// <summary>Undoes <see cref="Indent"/>.</summary>
    public SourceWriter Outdent()
    {
        _indent--;
        return this;
    }

    /// <summary>Ends the writing; the writer is not to be used again.</summary>
    public SourceText Finish()
    {
        var text = CompactText.Of(_text, _length);
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
        return text;
    }

    private void AppendPart(string text, int start, int end)
    {
        if (end == start)
            return;

        Reserve(_indent + end - start);
        if (!_inLine)
        {
            _text.AsSpan(_length, _indent).Fill('\t');
            _length += _indent;
        }

        _inLine = true;
        text.CopyTo(start, _text, _length, end - start);
        _length += end - start;
    }

    private void Reserve(int count)
    {
        if (_length + count <= _text.Length)
            return;

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_length + count, _text.Length * 2));
        Array.Copy(_text, larger, _length);
        ArrayPool<char>.Shared.Return(_text);
        _text = larger;
    }

    /// <summary>Takes the parts of an interpolated line.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Line
    {
        private readonly SourceWriter _writer;

        public Line(int literalLength, int formattedCount, SourceWriter writer)
        {
            _ = literalLength + formattedCount;
            _writer = writer;
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string text) => _writer.Append(text);

        public void AppendFormatted<T>(Fragment<T> fragment) => fragment.WriteTo(_writer);

        public void AppendFormatted(int number) => _writer.Append(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}

/// <summary>Part of a line, written when its place comes: a string made for it would be thrown away at once, and there are many.</summary>
/// <param name="value">What is written.</param>
/// <param name="write">Writes it; static, so that nothing is allocated.</param>
internal readonly struct Fragment<T>(T value, Action<SourceWriter, T> write)
{
    public void WriteTo(SourceWriter writer) => write(writer, value);
}

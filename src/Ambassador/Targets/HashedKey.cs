using System.ComponentModel;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace Ambassador.Targets;

/// <summary>Hashes the keys of calls: xxHash64 of their text in UTF-8, as Envoy does it. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HashedKey
{
    private const int OnStack = 256;

    /// <summary>The hash of one argument. Allocates nothing for a string, nor for a value that formats itself.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="key">The argument.</param>
    /// <param name="seed">The hash of the arguments before it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Of<T>(T key, ulong seed = 0)
    {
        Span<byte> bytes = stackalloc byte[OnStack];
        if (key is string text)
            return OfText(text, seed, bytes);

        if (key is IUtf8SpanFormattable && ((IUtf8SpanFormattable)key).TryFormat(bytes, out var written, default, CultureInfo.InvariantCulture))
            return XxHash64.HashToUInt64(bytes[..written], (long)seed);

        var formatted = key is IFormattable ? ((IFormattable)key).ToString(null, CultureInfo.InvariantCulture) : key?.ToString();
        return OfText(formatted ?? "", seed, bytes);
    }

    private static ulong OfText(string text, ulong seed, Span<byte> bytes)
    {
        if (System.Text.Encoding.UTF8.TryGetBytes(text, bytes, out var written))
            return XxHash64.HashToUInt64(bytes[..written], (long)seed);

        return XxHash64.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(text), (long)seed);
    }
}

using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Emission;

/// <summary>
/// A text of characters below U+0100, a byte for each. An editor keeps the text of every ambassador for as long as the project is open, and all
/// but a few are of this kind: half the size of a string.
/// </summary>
internal sealed class CompactText : SourceText
{
    private readonly byte[] _characters;

    private CompactText(byte[] characters)
        : base(checksumAlgorithm: SourceHashAlgorithm.Sha256) => _characters = characters;

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length => _characters.Length;

    public override char this[int position] => (char)_characters[position];

    /// <summary>The text; an ordinary one where it has other characters.</summary>
    public static SourceText Of(char[] buffer, int length)
    {
        var characters = new byte[length];
        for (var i = 0; i < length; i++)
        {
            if (buffer[i] > byte.MaxValue)
                return From(new string(buffer, 0, length), Encoding.UTF8, SourceHashAlgorithm.Sha256);

            characters[i] = (byte)buffer[i];
        }

        return new CompactText(characters);
    }

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        for (var i = 0; i < count; i++)
            destination[destinationIndex + i] = (char)_characters[sourceIndex + i];
    }
}

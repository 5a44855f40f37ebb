using System.ComponentModel;

namespace System;

/// <summary>What <c>[^1]</c> and patterns of lists are compiled to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}

// What the compiler looks for and netstandard2.0 does not have. By hand, because generators of such types write them in another order
// in each build, and one source would no longer make one assembly.

using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>Marks setters as <c>init</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;

/// <summary>Marks what interpolated strings are written with.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;

/// <summary>Names the parameters that such a handler is constructed with.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class InterpolatedStringHandlerArgumentAttribute(string argument) : Attribute
{
    public string[] Arguments { get; } = [argument];
}

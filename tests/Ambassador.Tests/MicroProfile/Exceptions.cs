using System.Diagnostics.CodeAnalysis;

namespace Ambassador.Tests.MicroProfile;

/// <summary>
/// The hierarchy that the test kit's tables are about, by its names: <c>E2S</c> is an <c>E2</c>, that an <c>E1</c>, that an <c>E0</c>; <c>E1S</c> and
/// <c>E0S</c> branch off.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The kit's own names.")]
public class E0 : Exception;

public class E1 : E0;

public class E2 : E1;

public sealed class E2S : E2;

public sealed class E1S : E1;

public sealed class E0S : E0;

public sealed class OtherException : Exception;

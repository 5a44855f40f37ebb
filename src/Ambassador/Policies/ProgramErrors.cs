namespace Ambassador;

/// <summary>Which exceptions say that the call itself is wrong: another attempt would fail alike, and the health of the service is not to blame.</summary>
/// <remarks>The list is documented in docs/semantics.md; derived types are included. The generator's project compiles this file too.</remarks>
internal static class ProgramErrors
{
    private static readonly HashSet<Type> s_types =
    [
        typeof(ArgumentException),
        typeof(ArithmeticException),
        typeof(ArrayTypeMismatchException),
        typeof(IndexOutOfRangeException),
        typeof(InvalidCastException),
        typeof(InvalidProgramException),
        typeof(MemberAccessException),
        typeof(NotImplementedException),
        typeof(NotSupportedException),
        typeof(NullReferenceException),
        typeof(ObjectDisposedException),
        typeof(OutOfMemoryException),
        typeof(RankException),
        typeof(TypeInitializationException),
        typeof(TypeLoadException),
    ];

    /// <summary>The types of the list.</summary>
    public static IReadOnlyCollection<Type> All => s_types;

    /// <summary>Whether a type stands in the list itself.</summary>
    public static bool Contains(Type exceptionType) => s_types.Contains(exceptionType);
}

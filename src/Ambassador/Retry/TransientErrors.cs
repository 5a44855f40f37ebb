namespace Ambassador.Retry;

/// <summary>Which exceptions another attempt may cure, and which say that the program is wrong.</summary>
internal static class TransientErrors
{
    /// <summary>
    /// Whether an exception says that the call itself is wrong: it is not retried, and as it tells nothing about the health
    /// of the service, it does not count for or against the circuit.
    /// </summary>
    /// <remarks>The list is documented in docs/semantics.md; derived types are included.</remarks>
    public static bool IsProgramError(Exception exception) => exception
        is ArgumentException
        or ArithmeticException
        or ArrayTypeMismatchException
        or IndexOutOfRangeException
        or InvalidCastException
        or InvalidProgramException
        or MemberAccessException
        or NotImplementedException
        or NotSupportedException
        or NullReferenceException
        or ObjectDisposedException
        or OutOfMemoryException
        or RankException
        or TypeInitializationException
        or TypeLoadException;
}

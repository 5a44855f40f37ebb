namespace Ambassador;

/// <summary>What a fallback was to answer for, when it failed as well.</summary>
public static class FirstFailure
{
    private const string Key = "Ambassador.FirstFailure";

    /// <summary>
    /// The failure that a call had before its fallback failed with <paramref name="exception"/>; null where <paramref name="exception"/> did not come
    /// from a fallback. It is kept in <see cref="Exception.Data"/>, under <c>Ambassador.FirstFailure</c>.
    /// </summary>
    /// <param name="exception">What surfaced.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static Exception? Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.Data[Key] as Exception;
    }

    /// <summary>Keeps a failure with the one that surfaces in its place; a fallback may well throw the one that it was handed.</summary>
    internal static void Keep(Exception exception, Exception failure)
    {
        if (exception != failure)
            exception.Data[Key] = failure;
    }
}

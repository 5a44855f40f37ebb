namespace Ambassador;

/// <summary>An attempt that failed on purpose, because fault injection is on.</summary>
/// <param name="message">What says so.</param>
public sealed class InjectedFaultException(string message) : Exception(message);

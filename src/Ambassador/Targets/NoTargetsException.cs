using Polly;

namespace Ambassador;

/// <summary>A call found no target to go to: there is none, or none of those that it may go to. It is a failed attempt like others, and so is retried where others are.</summary>
public sealed class NoTargetsException : ExecutionRejectedException
{
    /// <summary>Makes one without a message of its own.</summary>
    public NoTargetsException()
        : this("There is no target to go to.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is missing.</param>
    public NoTargetsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is missing.</param>
    /// <param name="innerException">Why.</param>
    public NoTargetsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

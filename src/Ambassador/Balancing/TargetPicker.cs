using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>Picks one of the targets that it was made for. It is called concurrently, once for each attempt at least, and must not block.</summary>
public abstract class TargetPicker
{
    /// <summary>Picks the target for an attempt.</summary>
    /// <param name="context">What there is to know about the attempt. It need not be heeded: a target that has been tried or has gone is asked about again.</param>
    /// <returns>One of the targets.</returns>
    public abstract Target Pick(in PickContext context);
}

namespace Ambassador.Limiting;

/// <summary>What a call that its limits have let in holds until it ends.</summary>
internal readonly struct Admission(Bulkhead? bulkhead, AdaptiveLimit? adaptive)
{
    private readonly long _began = adaptive?.Now ?? 0;

    /// <summary>The call has ended. To be called once.</summary>
    /// <param name="error">How it failed, if it did.</param>
    public void Leave(Exception? error)
    {
        adaptive?.Leave(_began, error);
        bulkhead?.Leave();
    }

    /// <summary>The call has opened something that lasts, and holds on to its place in the bulkhead. To be called once, instead of <see cref="Leave"/>.</summary>
    /// <returns>What is to be left when that is closed.</returns>
    public Bulkhead? LeaveOpen()
    {
        adaptive?.Leave(_began, error: null);
        return bulkhead;
    }
}

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
}

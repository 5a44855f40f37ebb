namespace Ambassador.Ambient;

/// <summary>What holds before a call that sets a deadline; its caller gets it back when the call returns.</summary>
internal readonly struct AmbientFlow
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly AmbientCall? _before = AmbientCall.Current;

    public AmbientFlow()
    {
    }

    public void Restore()
    {
        var current = AmbientCall.Current;
        if (current == _before)
            return;

        // Where nothing but the deadline has changed, the context that was there saves making another without it.
        if (_context is not null && current?.Context is { } entered && entered == ExecutionContext.Capture())
            ExecutionContext.Restore(_context);
        else
            AmbientCall.Current = _before;
    }
}

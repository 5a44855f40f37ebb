namespace Ambassador.Ambient;

/// <summary>Brings back, when it is disposed, what held when it was made.</summary>
internal sealed class AmbientScope : IDisposable
{
    private readonly AmbientCall? _before = AmbientCall.Current;

    public void Dispose() => AmbientCall.Current = _before;
}

namespace Ambassador.Caching;

/// <summary>A cache of whatever key and result, as far as a change of its settings is concerned.</summary>
internal interface IResizable
{
    /// <summary>Changes the bound; what is kept stays, as far as there is room.</summary>
    void Resize(int maxEntries);
}

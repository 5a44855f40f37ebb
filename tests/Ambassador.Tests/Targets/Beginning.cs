using Ambassador.Targets;

namespace Ambassador.Tests;

internal static class Beginning
{
    /// <summary>Begins an attempt on a target that is not closed.</summary>
    public static long Begin(this Target target)
    {
        Assert.True(target.TryBegin(out var began));
        return began;
    }
}

namespace Ambassador.Network.Tests;

internal static class Targets
{
    /// <summary>The addresses of the targets that have joined, in order, as the health check shows them.</summary>
    public static string[] Of<TTarget>(IServiceProvider services)
        where TTarget : class
    {
        var check = new AmbassadorTargetsHealthCheck<TTarget>(services);
        var checking = check.CheckHealthAsync(new() { Registration = new("targets", check, null, null) }, TestContext.Current.CancellationToken);
        Assert.True(checking.IsCompleted);
        return [.. checking.Result.Data.Keys.Order()];
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>
/// Marks a constructor parameter that takes the service behind an ambassador. It keeps containers from choosing that constructor of a generic
/// ambassador and answering it with the ambassador itself. Written by the generator.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BehindAmbassadorAttribute : FromKeyedServicesAttribute
{
    // A key that nothing is ever registered with.
    private static readonly object Nowhere = new();

    /// <summary>Marks the parameter.</summary>
    public BehindAmbassadorAttribute()
        : base(Nowhere)
    {
    }
}

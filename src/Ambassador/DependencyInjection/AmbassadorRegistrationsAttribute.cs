namespace Ambassador.DependencyInjection;

/// <summary>
/// Says where an assembly lists its ambassadors, so that the projects that reference it find them. Written by the generator.
/// </summary>
/// <param name="registrations">A public static class with a method <c>AddTo(AmbassadorRegistry)</c>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class AmbassadorRegistrationsAttribute(Type registrations) : Attribute
{
    /// <summary>The class that lists the assembly's ambassadors.</summary>
    public Type Registrations { get; } = registrations;
}

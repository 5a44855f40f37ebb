namespace Ambassador;

/// <summary>Tells the second and later registrations of one interface and service key from the first.</summary>
internal sealed record RegistrationKey(object? ServiceKey, int Place)
{
    /// <summary>
    /// The key of a registration's state. Registrations of one interface and key are different services: what one has answered must not be served from a
    /// cache for the other, and one that is down must not open the circuit of the other.
    /// </summary>
    /// <param name="serviceKey">The key that it has, or null.</param>
    /// <param name="place">How many with that key come before.</param>
    public static object? Of(object? serviceKey, int place) => place == 0 ? serviceKey : new RegistrationKey(serviceKey, place);

    public override string ToString() => ServiceKey is null ? $"#{Place + 1}" : $"{ServiceKey}#{Place + 1}";
}

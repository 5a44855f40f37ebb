namespace Ambassador.Targets;

/// <summary>
/// One place that calls can go to, as a source of targets describes it. Two are equal when all they say is. Immutable.
/// </summary>
/// <remarks>The terms are Envoy's: an endpoint has an address, a locality (here its zone), a weight, a priority and metadata (here its labels).</remarks>
public sealed record TargetEndpoint
{
    /// <summary>Describes a place.</summary>
    /// <param name="address">See <see cref="Address"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="address"/> is null or empty.</exception>
    public TargetEndpoint(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        Address = address;
    }

    /// <summary>Where it is: a URI for targets of HTTP and gRPC, any name for others. It tells targets of one interface apart.</summary>
    public string Address { get; }

    /// <summary>The zone that it is in; null where it is not known.</summary>
    public string? Zone { get; init; }

    /// <summary>Its share of the calls in proportion to others of its priority. Above 0, at most 1 000 000; the default is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Weight
    {
        get;
        init
        {
            if (!(value is > 0 and <= 1_000_000))
                throw new ArgumentOutOfRangeException(nameof(value), value, $"The weight of '{Address}' is a number above 0 and at most 1000000.");

            field = value;
        }
    }

    = 1;

    /// <summary>Calls go to the lowest priority that has enough healthy targets. From 0, the default, to 127.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Priority
    {
        get;
        init
        {
            if (value is < 0 or > 127)
                throw new ArgumentOutOfRangeException(nameof(value), value, $"The priority of '{Address}' is a whole number from 0 to 127.");

            field = value;
        }
    }

    /// <summary>What else is known of it, as <c>version</c> = <c>v2</c>: subsets are chosen by labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public bool Equals(TargetEndpoint? other) =>
        other is not null
        && Address == other.Address
        && Zone == other.Zone
        && Weight.Equals(other.Weight)
        && Priority == other.Priority
        && Labels.Count == other.Labels.Count
        && Labels.All(label => other.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, Zone, Weight, Priority);

    /// <summary>The address.</summary>
    public override string ToString() => Address;
}

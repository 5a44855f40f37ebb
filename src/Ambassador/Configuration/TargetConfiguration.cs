using System.Globalization;
using Ambassador.Targets;
using Microsoft.Extensions.Configuration;

namespace Ambassador.Configuration;

/// <summary>Reads the targets of an interface: a list of addresses, or of objects with an address and what else is known of it.</summary>
internal static class TargetConfiguration
{
    /// <summary>The key below the interface.</summary>
    public const string Key = "Targets";

    /// <summary>Whether a key below an interface is that of its targets.</summary>
    public static bool IsTargets(IConfigurationSection section) => KnownInterface.SameKey(section.Key, Key) && section.GetChildren().Any();

    /// <summary>The section of an interface's targets, by its full name or else by its simple one; null where there is none.</summary>
    public static IConfigurationSection? Find(IConfiguration section, KnownInterface known) =>
        Below(section, known.Name) ?? Below(section, known.SimpleName);

    /// <summary>Reads what stands there now. Complete only where <paramref name="errors"/> gets nothing.</summary>
    public static List<TargetEndpoint> Read(IConfigurationSection section, List<string> errors)
    {
        var endpoints = new List<TargetEndpoint>();
        foreach (var child in section.GetChildren())
        {
            if (ReadOne(child, errors) is not { } endpoint)
                continue;

            if (endpoints.Any(other => other.Address == endpoint.Address))
                errors.Add($"'{child.Path}' is '{endpoint.Address}', which an entry before it has.");

            endpoints.Add(endpoint);
        }

        return endpoints;
    }

    private static TargetEndpoint? ReadOne(IConfigurationSection section, List<string> errors)
    {
        var address = section.Value ?? section[nameof(TargetEndpoint.Address)];
        if (string.IsNullOrEmpty(address))
        {
            errors.Add($"'{section.Path}' has no {nameof(TargetEndpoint.Address)}.");
            return null;
        }

        var endpoint = new TargetEndpoint(address);
        foreach (var child in section.GetChildren())
        {
            try
            {
                endpoint = child.Key.ToUpperInvariant() switch
                {
                    "ADDRESS" => endpoint,
                    "ZONE" => endpoint with { Zone = child.Value },
                    "WEIGHT" => endpoint with { Weight = double.Parse(child.Value ?? "", CultureInfo.InvariantCulture) },
                    "PRIORITY" => endpoint with { Priority = int.Parse(child.Value ?? "", CultureInfo.InvariantCulture) },
                    "LABELS" => endpoint with { Labels = child.GetChildren().ToDictionary(label => label.Key, label => label.Value ?? "") },
                    _ => throw new FormatException("It is none of Address, Zone, Weight, Priority and Labels."),
                };
            }
            catch (Exception error) when (error is FormatException or OverflowException or ArgumentOutOfRangeException)
            {
                errors.Add($"'{child.Path}' is '{child.Value}', which does not fit: {error.Message}");
            }
        }

        return endpoint;
    }

    private static IConfigurationSection? Below(IConfiguration section, string name)
    {
        var found = section.GetChildren().FirstOrDefault(child => KnownInterface.SameKey(child.Key, name));
        return found?.GetChildren().FirstOrDefault(IsTargets);
    }
}

using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>What is set for a method, by itself or by its interface.</summary>
/// <param name="method">What is set for the method alone.</param>
/// <param name="interface">What is set for the interface.</param>
internal readonly struct PlanSettings(EquatableArray<Setting> method, EquatableArray<Setting> @interface) : ISettingValues
{
    /// <inheritdoc/>
    public double Value(PolicyRule rule) => Find(rule)?.Value ?? rule.Default;

    /// <summary>The value of a setting that is a text; null where it is not set.</summary>
    public string? Text(PolicyRule rule) => Find(rule)?.Text;

    /// <summary>How many retries there may be, whatever fails: some types of exceptions may have more than the others.</summary>
    public double MostRetries
    {
        get
        {
            var most = Value(PolicyRules.Retry);
            for (var i = 0; i < method.Count; i++)
            {
                if (IsRetryOnSome(method[i]))
                    most = Math.Max(most, method[i].Value);
            }

            for (var i = 0; i < @interface.Count; i++)
            {
                if (IsRetryOnSome(@interface[i]) && Find(@interface[i].Name, @interface[i].On, method) is null)
                    most = Math.Max(most, @interface[i].Value);
            }

            return most;
        }
    }

    /// <summary>Whether some exceptions have waits of their own.</summary>
    public bool HasWaitsOnSome => HasWaitsOn(method) || HasWaitsOn(@interface);

    private static bool IsRetryOnSome(Setting setting) => setting.On is not null && setting.Name == PolicyRules.Retry.Name;

    private static bool HasWaitsOn(EquatableArray<Setting> settings)
    {
        for (var i = 0; i < settings.Count; i++)
        {
            if (settings[i].On is not null && settings[i].Name != PolicyRules.Retry.Name && settings[i].Name.StartsWith(PolicyRules.Retry.Name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private Setting? Find(PolicyRule rule) => Find(rule.Name, null, method) ?? Find(rule.Name, null, @interface);

    private static Setting? Find(string name, string? on, EquatableArray<Setting> settings)
    {
        for (var i = 0; i < settings.Count; i++)
        {
            if (settings[i].Name == name && settings[i].On == on)
                return settings[i];
        }

        return null;
    }
}

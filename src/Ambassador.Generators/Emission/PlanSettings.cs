using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>What is set for a method, by itself or by its interface.</summary>
/// <param name="method">What is set for the method alone.</param>
/// <param name="interface">What is set for the interface.</param>
internal readonly struct PlanSettings(EquatableArray<Setting> method, EquatableArray<Setting> @interface)
{
    /// <summary>The value of a setting; its default where it is not set.</summary>
    public double Value(PolicyRule rule) => Find(rule)?.Value ?? rule.Default;

    /// <summary>The value of a setting that is a text; null where it is not set.</summary>
    public string? Text(PolicyRule rule) => Find(rule)?.Text;

    private Setting? Find(PolicyRule rule) => Find(rule.Name, method) ?? Find(rule.Name, @interface);

    private static Setting? Find(string name, EquatableArray<Setting> settings)
    {
        for (var i = 0; i < settings.Count; i++)
        {
            if (settings[i].Name == name && settings[i].On is null)
                return settings[i];
        }

        return null;
    }
}

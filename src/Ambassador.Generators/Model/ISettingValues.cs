namespace Ambassador.Generators.Model;

/// <summary>What is in force for a method, as numbers.</summary>
internal interface ISettingValues
{
    /// <summary>The value of a setting, whatever fails; its default where it is not set.</summary>
    double Value(PolicyRule rule);
}

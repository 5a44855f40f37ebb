using Microsoft.Extensions.Configuration;

namespace Ambassador.Configuration;

/// <summary>
/// Reads the configuration section: interfaces, their settings, their methods. Collects every mistake instead of stopping at the first.
/// </summary>
internal sealed class PolicyConfigurationReader
{
    private readonly Dictionary<string, PolicySettings> _interfaces = [];
    private readonly Dictionary<(string Interface, string Method), PolicySettings> _methods = [];
    private readonly List<string> _errors = [];
    private readonly List<string> _unknown = [];

    private PolicyConfigurationReader()
    {
    }

    /// <summary>What the section sets. Complete only where there are no <see cref="Errors"/>.</summary>
    public PolicyOverrides Overrides => new(_interfaces, _methods);

    /// <summary>One message for each value that cannot stand and each key that means nothing.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The keys that name no annotated interface. Configuration files are shared, so they may be another program's.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>Reads a section as it stands now.</summary>
    public static PolicyConfigurationReader Read(IConfiguration section, IReadOnlyCollection<KnownInterface> interfaces)
    {
        var reader = new PolicyConfigurationReader();
        var children = section.GetChildren().ToArray();
        foreach (var child in children)
        {
            if (!interfaces.Any(known => known.IsCalled(child.Key)))
                reader._unknown.Add(child.Path);
        }

        foreach (var known in interfaces)
        {
            // The full name is read last and so wins over the simple one, setting by setting.
            reader.ReadInterface(children.FirstOrDefault(child => KnownInterface.SameKey(child.Key, known.SimpleName)), known);
            if (known.SimpleName != known.Name)
                reader.ReadInterface(children.FirstOrDefault(child => KnownInterface.SameKey(child.Key, known.Name)), known);
        }

        return reader;
    }

    private void ReadInterface(IConfigurationSection? section, KnownInterface known)
    {
        if (section is null)
            return;

        if (!string.IsNullOrEmpty(section.Value))
            _errors.Add($"'{section.Path}' is '{section.Value}', but the interface {known.Name} takes settings and methods below it, not a value.");

        var settings = _interfaces.GetValueOrDefault(known.Name, PolicySettings.None);
        foreach (var child in section.GetChildren())
        {
            // A method may be called like a setting. What has a value is the setting; what has settings below it is the method.
            var isScalar = !child.GetChildren().Any();
            var rule = PolicyRules.Find(child.Key);
            var methods = known.Methods.Where(method => KnownInterface.SameKey(method, child.Key)).ToArray();

            if (rule is not null && (isScalar || methods.Length == 0))
                settings = ReadSetting(child, isScalar, rule, known.Name, settings);
            else if (IsFailures(child) && methods.Length == 0)
                settings = ReadFailures(child, known.Name, settings);
            else if (TargetConfiguration.IsTargets(child) && methods.Length == 0)
                TargetConfiguration.Read(child, _errors);
            else if (methods.Length > 0)
                ReadMethods(child, methods, known);
            else
                _errors.Add($"'{child.Path}' is neither a setting nor a method of {known.Name}. {Settings} Methods: {string.Join(", ", known.Methods)}.");
        }

        _interfaces[known.Name] = settings;
    }

    private void ReadMethods(IConfigurationSection section, string[] methods, KnownInterface known)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            _errors.Add(
                $"'{section.Path}' is '{section.Value}', but the method {known.Name}.{methods[0]} takes settings below it, not a value. {Settings}");
        }

        var read = PolicySettings.None;
        foreach (var child in section.GetChildren())
        {
            if (PolicyRules.Find(child.Key) is { IsOfTargets: true } shared)
                _errors.Add($"'{child.Path}' is set for a method, but {shared.Name} concerns the targets of all methods of {known.Name}. It belongs one level up.");
            else if (PolicyRules.Find(child.Key) is { } rule)
                read = ReadSetting(child, !child.GetChildren().Any(), rule, $"{known.Name}.{methods[0]}", read);
            else if (IsFailures(child))
                read = ReadFailures(child, $"{known.Name}.{methods[0]}", read);
            else
                _errors.Add($"'{child.Path}' is not a setting of the method {known.Name}.{methods[0]}. {Settings}");
        }

        // Methods whose names differ only in case share their settings, because configuration cannot tell them apart.
        foreach (var method in methods)
            _methods[(known.Name, method)] = read.Over(_methods.GetValueOrDefault((known.Name, method), PolicySettings.None));
    }

    // "On": { "HttpRequestException": { "Retry": 5 } }
    private PolicySettings ReadFailures(IConfigurationSection section, string owner, PolicySettings settings)
    {
        foreach (var type in section.GetChildren())
        {
            var own = PolicySettings.None;
            if (!string.IsNullOrEmpty(type.Value))
                _errors.Add($"'{type.Path}' is '{type.Value}', but an exception type takes settings below it, not a value. {FailureSettingNames}");

            foreach (var child in type.GetChildren())
            {
                if (PolicyRules.Find(child.Key) is { IsByFailure: true } rule)
                    own = ReadSetting(child, !child.GetChildren().Any(), rule, $"{owner} on {type.Key}", own);
                else
                    _errors.Add($"'{child.Path}' is not a setting for exceptions of one type. {FailureSettingNames}");
            }

            settings = settings.On(type.Key, own);
        }

        return settings;
    }

    private static bool IsFailures(IConfigurationSection section) => KnownInterface.SameKey(section.Key, "On") && section.GetChildren().Any();

    private PolicySettings ReadSetting(IConfigurationSection section, bool isScalar, PolicyRule rule, string owner, PolicySettings settings)
    {
        if (!isScalar)
        {
            _errors.Add($"'{section.Path}' has keys below it, but {rule.Name} of {owner} is a setting: {rule.Range}.");
            return settings;
        }

        // A null, which JSON can say, sets nothing.
        if (section.Value is not { } text)
            return settings;

        if (rule.Kind == SettingKind.Text && text.Length > 0)
            return settings.With(rule, text);

        if (rule.Kind != SettingKind.Text && rule.TryParse(text, out var value))
            return settings.With(rule, value);

        _errors.Add($"'{section.Path}' is '{text}', but {rule.Name} of {owner} must be {rule.Range}.");
        return settings;
    }

    private static string FailureSettingNames { get; } =
        $"Settings: {string.Join(", ", PolicyRules.All.Where(rule => rule.IsByFailure).Select(rule => rule.Name))}.";

    private static string Settings { get; } = $"Settings: {string.Join(", ", PolicyRules.All.Select(rule => rule.Name))}.";
}

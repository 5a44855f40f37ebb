namespace Ambassador.Generators.Model;

/// <summary>What registering one ambassador takes: far less than writing it, so that most edits leave the registration alone.</summary>
internal sealed record RegistrationModel(
    AmbassadorName Name,
    string InterfaceName,
    string InterfaceType,
    bool IsObsolete,
    EquatableArray<string> Methods,
    EquatableArray<string> ExternAliases)
{
    /// <summary>Takes from an interface's model what its registration needs.</summary>
    public static RegistrationModel Of(InterfaceModel model)
    {
        var methods = new List<string>(model.Members.Count);
        foreach (var member in model.Members)
        {
            if (member is RoutedMethod method && !methods.Contains(method.PlainName))
                methods.Add(method.PlainName);
        }

        return new(model.Name, model.InterfaceName, model.QualifiedInterfaceType, model.IsObsolete, new(methods.ToArray()), model.ExternAliases);
    }
}

/// <summary>What the compilation around the ambassadors offers.</summary>
/// <param name="AssemblyName">The assembly's name.</param>
/// <param name="CanRegister">Whether the runtime and the service collection are referenced.</param>
/// <param name="Referenced">The registration classes of referenced assemblies, each with its alias or <c>global</c> in front.</param>
internal sealed record EnvironmentModel(string AssemblyName, bool CanRegister, EquatableArray<string> Referenced);

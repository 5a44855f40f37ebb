using System.Collections.Immutable;

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
    /// <summary>See <see cref="InterfaceModel.FallsBackOnTypes"/>.</summary>
    public bool FallsBackOnTypes { get; init; }

    /// <summary>The call by which targets are checked, as <c>PingAsync(token)</c>; empty for none.</summary>
    public string Probe { get; init; } = "";

    /// <summary>Those of interfaces that are annotated and, in an order of their own, those that the assembly names.</summary>
    public static EquatableArray<RegistrationModel> All(ImmutableArray<RegistrationModel> annotated, ImmutableArray<RegistrationModel> byAssembly) =>
        new([.. annotated, .. byAssembly.OrderBy(model => model.InterfaceType, StringComparer.Ordinal)]);

    /// <summary>Takes from an interface's model what its registration needs.</summary>
    public static RegistrationModel Of(InterfaceModel model)
    {
        var methods = new string[model.Members.Count];
        var count = 0;
        var probe = "";
        foreach (var member in model.Members)
        {
            if (member is RoutedMethod method && Array.IndexOf(methods, method.PlainName, 0, count) < 0)
                methods[count++] = method.PlainName;

            if (member is RoutedMethod { IsProbe: true } marked)
                probe = $"{marked.Name}({(marked.TokenIndex < 0 ? "" : "token")})";
        }

        Array.Resize(ref methods, count);

        return new(model.Name, model.InterfaceName, model.QualifiedInterfaceType, model.IsObsolete, new(methods), model.ExternAliases)
        {
            FallsBackOnTypes = model.FallsBackOnTypes,
            Probe = probe,
        };
    }
}

/// <summary>What the compilation around the ambassadors offers.</summary>
/// <param name="AssemblyName">The assembly's name.</param>
/// <param name="CanRegister">Whether the runtime and the service collection are referenced.</param>
/// <param name="Referenced">The registration classes of referenced assemblies, each with its alias or <c>global</c> in front.</param>
/// <param name="HasGrpc">Whether gRPC is referenced, whose exceptions may say when to retry.</param>
/// <param name="HasRefit">Whether Refit is referenced, whose exceptions may say when to retry.</param>
internal sealed record EnvironmentModel(
    string AssemblyName, bool CanRegister, EquatableArray<string> Referenced, bool HasGrpc, bool HasRefit);

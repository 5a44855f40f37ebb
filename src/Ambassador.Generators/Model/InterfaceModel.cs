namespace Ambassador.Generators.Model;

/// <summary>An interface, and all that is needed to write its ambassador. Holds nothing of the compiler's.</summary>
/// <param name="Name">What the ambassador is called.</param>
/// <param name="InterfaceName">The interface's full name as configuration knows it: no type parameters.</param>
/// <param name="InterfaceType">The interface as its ambassador names it, over the class's type parameters.</param>
/// <param name="QualifiedInterfaceType">The interface as any file may name it, and <c>typeof</c> takes it when it is generic.</param>
/// <param name="IsPublic">Whether the class may be public.</param>
/// <param name="IsObsolete">Whether the interface may only be used where obsolescence is no concern.</param>
/// <param name="IsMadeByContainer">Whether containers are to make the class themselves, as they do for open registrations.</param>
/// <param name="TypeParameters">The class's type parameters: the interface's and those of the types around it.</param>
/// <param name="Settings">What the attribute on the interface sets.</param>
/// <param name="Members">Everything to implement, in the order of declaration.</param>
/// <param name="ExternAliases">The <c>extern alias</c>es that the types mentioned need.</param>
internal sealed record InterfaceModel(
    AmbassadorName Name,
    string InterfaceName,
    string InterfaceType,
    string QualifiedInterfaceType,
    bool IsPublic,
    bool IsObsolete,
    bool IsMadeByContainer,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<Setting> Settings,
    EquatableArray<MemberModel> Members,
    EquatableArray<string> ExternAliases)
{
    /// <summary>Whether the ambassador needs to be told where other implementations are found.</summary>
    public bool FallsBackOnTypes => Members.Any(member => member is RoutedMethod { Fallback.Type: not null });
}

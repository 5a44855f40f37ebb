using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads an interface into the model that its ambassador is written from.</summary>
internal static class InterfaceReader
{
    /// <summary>Reads an interface; null where an analyzer says why it has no ambassador.</summary>
    public static InterfaceModel? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var annotations = AssemblyAnnotations.Of(compilation);
        var name = annotations.NameOf(type);
        if (Decoratability.Refuse(type, compilation) is not null || annotations.FindRival(type, name) is not null)
            return null;

        var namer = new TypeNamer(ExternAliases.Of(compilation), new Home(name.Namespace));
        var parameters = TypeParameterReader.OfClass(type);
        var classNames = parameters.Count == 0 ? null : TypeParameterReader.NamesWithin(type, name);
        if (classNames is not null)
            TypeParameterReader.RenameClashes(parameters, classNames, namer);

        var settings = annotations.SettingsOf(type);
        var fallbacks = new FallbackReader(type, settings, annotations, namer, compilation);
        var members = ReadMembers(type, settings, new(type, name, classNames, annotations, fallbacks, namer), annotations, compilation, cancellationToken);

        return new(
            name,
            Naming.FullName(type),
            namer.Name(type),
            namer.NameAnywhere(type),
            IsPublic(type) && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly),
            IsObsolete(type),
            parameters.Count > 0 && EnvironmentReader.HasContainer(compilation),
            parameters.Count == 0 ? default : new([.. parameters.Select(parameter => TypeParameterReader.Read(parameter, restate: false, namer))]),
            settings,
            members,
            namer.UsedAliases);
    }

    private static EquatableArray<MemberModel> ReadMembers(
        INamedTypeSymbol type,
        EquatableArray<Setting> settings,
        MemberReader reader,
        AssemblyAnnotations annotations,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        reader.Read(type, default);
        foreach (var declaring in BaseInterfaces.Of(type, compilation))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // At run time there are a method's settings and the decorated interface's: what only the declaring one says becomes the method's.
            reader.Read(declaring, SettingsReader.Except(annotations.SettingsOf(declaring), settings));
        }

        AddOtherDisposal(reader.Members);
        return new(reader.Members.ToArray());
    }

    // Whoever disposes what is disposable in one way may do it in the other: a container that is disposed asynchronously must reach the
    // implementation's own DisposeAsync, whatever the interface promises.
    private static void AddOtherDisposal(List<MemberModel> members)
    {
        if (!members.Exists(member => member is Disposal))
            return;

        var disposals = members.OfType<Disposal>().ToList();
        if (disposals.Count != 1)
            return;

        members.Add(disposals[0].Name == "Dispose"
            ? new Disposal("global::System.IAsyncDisposable", "DisposeAsync", Aliases.Tasks + "ValueTask", IsAdded: true)
            : new Disposal("global::System.IDisposable", "Dispose", "void", IsAdded: true));
    }

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }

    private static bool IsObsolete(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (AttributeReader.Read(current).IsObsolete)
                return true;
        }

        return false;
    }
}

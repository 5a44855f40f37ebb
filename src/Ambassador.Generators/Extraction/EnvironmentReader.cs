using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads what surrounds the ambassadors: the runtime, and the registrations of referenced assemblies.</summary>
internal static class EnvironmentReader
{
    private const string Runtime = "Ambassador";

    public static EnvironmentModel Read(Compilation compilation, CancellationToken cancellationToken)
    {
        if (!Exists("Ambassador.AmbassadorRuntime", compilation) || !HasContainer(compilation))
            return new(compilation.AssemblyName ?? "", CanRegister: false, default);

        var referenced = new List<string>();
        var namer = new TypeNamer(ExternAliases.Of(compilation));
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Reading attributes costs; an assembly with ambassadors references the runtime, and few do.
            if (ReferencesRuntime(assembly) && FindRegistrations(assembly) is { } registrations)
                referenced.Add(namer.Name(registrations));
        }

        return new(compilation.AssemblyName ?? "", CanRegister: true, new(referenced.ToArray()));
    }

    /// <summary>Whether the service collection is referenced. A project may have the runtime without it.</summary>
    public static bool HasContainer(Compilation compilation) =>
        Exists("Microsoft.Extensions.DependencyInjection.IServiceCollection", compilation);

    private static bool Exists(string type, Compilation compilation) => !compilation.GetTypesByMetadataName(type).IsEmpty;

    /// <summary>Whether an assembly may carry annotations at all.</summary>
    public static bool ReferencesRuntime(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (reference.Name == Runtime)
                    return true;
            }
        }

        return false;
    }

    private static INamedTypeSymbol? FindRegistrations(IAssemblySymbol assembly)
    {
        foreach (var attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "AmbassadorRegistrationsAttribute", ContainingAssembly.Name: Runtime }
                && attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Type, Value: INamedTypeSymbol { TypeKind: not TypeKind.Error } type }])
                return type;
        }

        return null;
    }
}

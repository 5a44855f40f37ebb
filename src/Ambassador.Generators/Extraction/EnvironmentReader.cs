using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads what surrounds the ambassadors: the runtime, and the registrations of referenced assemblies.</summary>
internal static class EnvironmentReader
{
    private const string Runtime = "Ambassador";

    public static EnvironmentModel Read(Compilation compilation, CancellationToken cancellationToken)
    {
        var name = compilation.AssemblyName ?? "";
        if (!Exists("Ambassador.AmbassadorRuntime", compilation))
            return new(name, CanRegister: false, default, HasGrpc: false, HasRefit: false);

        var hasGrpc = CanName("Grpc.Core.RpcException", "Trailers", compilation) && CanName("Grpc.Core.Metadata", "GetValue", compilation);
        var hasRefit = CanName("Refit.ApiException", "Headers", compilation);
        if (!HasContainer(compilation))
            return new(name, CanRegister: false, default, hasGrpc, hasRefit);

        var referenced = new List<string>();
        var namer = new TypeNamer(ExternAliases.Of(compilation));
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Reading attributes costs; an assembly with ambassadors references the runtime, and few do.
            if (ReferencesRuntime(assembly) && FindRegistrations(assembly) is { } registrations)
                referenced.Add(namer.Name(registrations));
        }

        return new(name, CanRegister: true, new(referenced.ToArray()), hasGrpc, hasRefit);
    }

    /// <summary>Whether the service collection is referenced. A project may have the runtime without it.</summary>
    public static bool HasContainer(Compilation compilation) =>
        Exists("Microsoft.Extensions.DependencyInjection.IServiceCollection", compilation);

    // Whether generated code can use a member of a type in a library, of whatever version.
    private static bool CanName(string type, string member, Compilation compilation) =>
        compilation.GetTypeByMetadataName(type) is { DeclaredAccessibility: Accessibility.Public } symbol
        && !symbol.GetMembers(member).IsEmpty
        && compilation.GetMetadataReference(symbol.ContainingAssembly) is { Properties: { Aliases: { IsDefaultOrEmpty: true } } };

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

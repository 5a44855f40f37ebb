using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Which referenced assemblies can only be named through an <c>extern alias</c>. Almost always none.</summary>
internal static class ExternAliases
{
    // Looked up for every interface, while it only changes with the compilation; an entry goes with its compilation.
    private static readonly ConditionalWeakTable<Compilation, Dictionary<IAssemblySymbol, string>> s_known = new();

    public static Dictionary<IAssemblySymbol, string> Of(Compilation compilation) => s_known.GetValue(compilation, Read);

    private static Dictionary<IAssemblySymbol, string> Read(Compilation compilation)
    {
        var aliases = new Dictionary<IAssemblySymbol, string>(SymbolEqualityComparer.Default);
        foreach (var reference in compilation.References)
        {
            var names = reference.Properties.Aliases;
            if (names.IsDefaultOrEmpty || names.Contains(MetadataReferenceProperties.GlobalAlias))
                continue;

            if (compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly && !aliases.ContainsKey(assembly))
                aliases.Add(assembly, names[0]);
        }

        return aliases;
    }
}

using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Names the ambassadors of other assemblies' interfaces. They share one namespace, and yet no two share a name.</summary>
internal static class ForeignNames
{
    public const string Namespace = "Ambassador.Generated";

    /// <summary>Gives each interface its name; which, does not depend on their order.</summary>
    /// <param name="types">The interfaces.</param>
    /// <param name="assemblyName">The annotating assembly's name: its registrations stand in a namespace of that name.</param>
    public static Dictionary<INamedTypeSymbol, AmbassadorName> Assign(IEnumerable<INamedTypeSymbol> types, string? assemblyName)
    {
        var names = new Dictionary<INamedTypeSymbol, AmbassadorName>(SymbolEqualityComparer.Default);
        foreach (var alike in types.GroupBy(type => Naming.NameOf(type) with { Namespace = Namespace }))
        {
            var single = alike.Key.ClassName != assemblyName && alike.Take(2).Count() == 1;
            foreach (var group in alike.GroupBy(type => single ? alike.Key : alike.Key with { ClassName = LongName(type, alike.Key.ClassName) }))
                Number(group, names);
        }

        return names;
    }

    private static string LongName(INamedTypeSymbol type, string name) => Naming.FullName(type.ContainingNamespace).Replace('.', '_') + "_" + name;

    // Still alike: ICatalog and Catalog of one namespace, those of A.B and A_B, or one interface in two versions of an assembly.
    private static void Number(IGrouping<AmbassadorName, INamedTypeSymbol> alike, Dictionary<INamedTypeSymbol, AmbassadorName> names)
    {
        var number = 0;
        foreach (var type in alike.OrderBy(Identity, StringComparer.Ordinal))
        {
            number++;
            names.Add(type, number == 1 ? alike.Key : alike.Key with { ClassName = alike.Key.ClassName + number });
        }
    }

    private static string Identity(INamedTypeSymbol type) => type.GetDocumentationCommentId() + " " + type.ContainingAssembly.Identity;
}

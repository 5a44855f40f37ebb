using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>What a caller could change of a result that others have too. Interfaces are taken at their word, but for those of collections that can be changed.</summary>
internal sealed class Mutability : TypeVerdicts
{
    private static readonly ConditionalWeakTable<Compilation, Mutability> s_known = new();

    private static readonly TypeTable s_classes = new(
        ("", "System.Collections.Generic:List Dictionary HashSet SortedSet SortedDictionary SortedList LinkedList Queue Stack PriorityQueue OrderedDictionary"),
        ("", "System.Collections.ObjectModel:Collection"),
        ("", "System.Collections.Concurrent:ConcurrentDictionary ConcurrentBag ConcurrentQueue ConcurrentStack BlockingCollection"),
        ("", "System.Collections:ArrayList Hashtable Queue Stack SortedList BitArray CollectionBase DictionaryBase"),
        ("", "System.Collections.Specialized:NameValueCollection StringCollection StringDictionary ListDictionary HybridDictionary OrderedDictionary"),
        ("", "System.Text:StringBuilder"),
        ("", "System.Text.Json.Nodes:JsonNode"),
        ("", "System.Xml:XmlNode"),
        ("", "System.Xml.Linq:XObject"),
        ("", "System.Data:DataTable DataSet DataRow"),
        ("", "System.Dynamic:ExpandoObject"),
        ("", "System:Memory ArraySegment"),
        ("", "Newtonsoft.Json.Linq:JToken"));

    private static readonly TypeTable s_interfaces = new(
        ("", "System.Collections.Generic:ICollection IList IDictionary ISet"),
        ("", "System.Collections:IList IDictionary"));

    private Mutability()
    {
    }

    public static Mutability Of(Compilation compilation) => s_known.GetValue(compilation, static _ => new());

    /// <summary>Whether a type of the framework is one whose objects are changed.</summary>
    public static bool IsChangeable(ITypeSymbol type) => s_classes.OfBase(type) is not null;

    protected override string? Judge(ITypeSymbol type, HashSet<ITypeSymbol> passed)
    {
        switch (type)
        {
            case IArrayTypeSymbol:
                return $"elements of '{Display(type)}' can be replaced";
            case INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } or { TypeKind: TypeKind.Interface }:
                break;
            default:
                return null;
        }

        if (IsCollection(type))
            return $"'{Display(type)}' can be changed";

        if (Containers.Elements(type) is { IsEmpty: false } elements)
            return WithinAny(elements, passed);

        return type.TypeKind == TypeKind.Interface || Containers.IsOfFramework(type) || MembersOf(type, passed) is not { } why || IsDeclaredImmutable(type) ? null : why;
    }

    private static bool IsCollection(ITypeSymbol type) =>
        IsChangeable(type) || (type.TypeKind == TypeKind.Interface && s_interfaces.OfAny(type) is not null);

    private string? MembersOf(ITypeSymbol type, HashSet<ITypeSymbol> passed)
    {
        // Of a struct, each caller changes a copy; what it leads to is shared all the same.
        if (type.TypeKind == TypeKind.Class)
        {
            foreach (var member in Members(type))
            {
                if (member is IPropertySymbol { SetMethod: { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public } })
                    return $"'{Attributes.Display(member)}' has a public setter";

                if (member is IFieldSymbol { IsReadOnly: false, IsConst: false })
                    return $"'{Attributes.Display(member)}' is a public field";
            }
        }

        foreach (var member in Members(type))
        {
            var value = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
            if (value is IArrayTypeSymbol || IsCollection(value))
                return $"'{Attributes.Display(member)}' is a '{Display(value)}'";

            if (Within(value, passed) is { } why)
                return why;
        }

        return null;
    }

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None } && !Containers.IsOfFramework(current); current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol or IFieldSymbol && member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public })
                    yield return member;
            }
        }
    }

    // As other caches understand it too: [ImmutableObject(true)].
    private static bool IsDeclaredImmutable(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute is { AttributeClass.Name: "ImmutableObjectAttribute", ConstructorArguments: [{ Value: true }] })
                return true;
        }

        return false;
    }
}

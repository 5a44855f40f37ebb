using System.Text.RegularExpressions;

namespace Ambassador.DependencyInjection;

/// <summary>Types in messages: as C# writes them, not as reflection does.</summary>
internal static partial class TypeName
{
    /// <summary>The type's full name: <c>Shop.IRepository&lt;Shop.Order&gt;</c>. The arguments of the types around it stand at the end.</summary>
    public static string Of(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var name = Arity().Replace((definition.FullName ?? definition.Name).Replace('+', '.'), "");
        if (!type.IsGenericType)
            return name;

        var arguments = type.IsGenericTypeDefinition
            ? new string(',', type.GetGenericArguments().Length - 1)
            : string.Join(", ", type.GetGenericArguments().Select(Of));

        return $"{name}<{arguments}>";
    }

    [GeneratedRegex("`[0-9]+")]
    private static partial Regex Arity();
}

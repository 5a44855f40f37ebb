using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>Whether a method uses up an argument at all, as far as names and types tell: some only look at it, keep it or put something around it.</summary>
internal static class Handling
{
    // Those who are told of what others do.
    private static readonly string[] s_onlookers = ["Initializer", "Interceptor", "Listener", "Logger", "Observer"];

    private static readonly HashSet<string> s_looks = new(StringComparer.OrdinalIgnoreCase) { "After", "Before", "Log", "On", "Unwrap", "Wrap" };

    // What lies over another stream or reader, and reads it when it is read itself.
    private static readonly TypeTable s_layers = new(("", "System.IO:Stream TextReader TextWriter BinaryReader BinaryWriter"), ("", "System.Xml:XmlReader XmlWriter"));

    private static readonly TypeTable s_rows = new(("", "System.Data:IDataReader"), ("", "System.Data.Common:DbDataReader"));

    private static readonly TypeTable s_texts = new(("", "System.IO:TextWriter"));

    /// <summary>Whether all of a method's attempts can have an argument, because none of them uses it up.</summary>
    public static bool LeavesAlone(AnnotatedMethod method, IParameterSymbol parameter)
    {
        var symbol = method.Symbol;
        var words = Words.Of(symbol.Name);
        if (words.Count > 0 && s_looks.Contains(words[0]) || s_onlookers.Any(onlooker => symbol.ContainingType.Name.EndsWith(onlooker, StringComparison.Ordinal)))
            return true;

        // A log has what every attempt came to.
        if (s_texts.OfBase(parameter.Type) is not null && Words.Of(parameter.Name).Contains("log", StringComparer.OrdinalIgnoreCase))
            return true;

        return method.Shape == ReturnShape.Value && (s_layers.OfBase(symbol.ReturnType) is not null || s_rows.OfAny(parameter.Type) is not null);
    }
}

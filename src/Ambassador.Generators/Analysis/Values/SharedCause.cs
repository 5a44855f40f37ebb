using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>What one setting does to several methods: said once, of the first, and the others named behind it.</summary>
/// <param name="rule">What is wrong; the last argument of its message is what names the others.</param>
/// <param name="blamed">The setting.</param>
internal sealed class SharedCause(DiagnosticDescriptor rule, PolicyRule blamed)
{
    private const int Named = 3;

    private readonly List<(AnnotatedMethod Method, ImmutableArray<object> Arguments)> _found = [];

    public void Add(AnnotatedMethod method, params ImmutableArray<object> arguments) => _found.Add((method, arguments));

    public void Report(Findings findings)
    {
        foreach (var group in _found.GroupBy(found => found.Method.Settings.AttributeOf(blamed)))
        {
            var (method, arguments) = group.First();
            findings.Add(rule, method, [blamed], [.. arguments, Others([.. group.Skip(1).Select(static found => found.Method.Symbol.Name).Distinct()])]);
        }
    }

    private static string Others(string[] names) => names.Length switch
    {
        0 => "",
        <= Named => $" (so it is with {string.Join(", ", names)})",
        _ => $" (so it is with {string.Join(", ", names.Take(Named))} and {names.Length - Named} more)",
    };
}

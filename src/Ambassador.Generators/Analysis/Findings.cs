using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>
/// What rules have found in one interface. What an attribute of the interface does to several methods is said once, of the interface; everything else
/// of the method that it concerns.
/// </summary>
internal sealed class Findings(AnnotatedInterface type, CancellationToken cancellationToken)
{
    private readonly List<Finding> _found = [];

    /// <summary>Cancels the analysis.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Adds what concerns a method because of what is set for it.</summary>
    /// <param name="rule">What is wrong; its message begins with the subject as <c>{0}</c>.</param>
    /// <param name="method">The method.</param>
    /// <param name="blamed">The settings at fault. The place is where the first of them stands that is set for the method, else for the interface.</param>
    /// <param name="arguments">The rest of the message.</param>
    public void Add(DiagnosticDescriptor rule, AnnotatedMethod method, ImmutableArray<PolicyRule> blamed, params object[] arguments) =>
        Add(rule, method, LocationOf(method.Settings, blamed), arguments);

    /// <summary>Adds what concerns a method.</summary>
    /// <param name="rule">What is wrong; its message begins with the subject as <c>{0}</c>.</param>
    /// <param name="method">The method; null for the interface as a whole.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="arguments">The rest of the message.</param>
    public void Add(DiagnosticDescriptor rule, AnnotatedMethod? method, Location location, params object[] arguments) =>
        _found.Add(new(rule, method, location, arguments));

    /// <summary>Adds what concerns the interface as a whole because of what is set for it.</summary>
    public void Add(DiagnosticDescriptor rule, ImmutableArray<PolicyRule> blamed, params object[] arguments) =>
        Add(rule, null, LocationOf(type.Settings, blamed), arguments);

    public void Report(Action<Diagnostic> report)
    {
        foreach (var group in _found.GroupBy(static found => (found.Rule.Id, found.Location)))
        {
            var first = group.First();
            var subject = first.Method is null || group.Skip(1).Any() ? (ISymbol)type.Type : first.Method.Symbol;
            report(Diagnostic.Create(first.Rule, first.Location, [Attributes.Display(subject), .. first.Arguments]));
        }
    }

    private Location LocationOf(EffectiveSettings settings, ImmutableArray<PolicyRule> blamed)
    {
        var rule = blamed.FirstOrDefault(settings.IsSetOfMethod) ?? blamed.FirstOrDefault(settings.IsSet);
        if (rule is null || settings.AttributeOf(rule) is not { } attribute || !IsHere(attribute))
            return Attributes.LocationOf(Annotation());

        // What is not written in an attribute is its default; another of those at fault may be.
        foreach (var other in blamed)
        {
            if (settings.AttributeOf(other) == attribute && Attributes.LocationOfArgument(attribute, other, cancellationToken) is { } argument)
                return argument;
        }

        return Attributes.LocationOf(attribute);
    }

    // What a base says in another project cannot be pointed at from here.
    private bool IsHere(AttributeData attribute) => attribute.ApplicationSyntaxReference is { } reference && type.Compilation.ContainsSyntaxTree(reference.SyntaxTree);

    // Nothing at fault is set here: the attribute that asks for the ambassador stands for it.
    private AttributeData Annotation() =>
        AssemblyAnnotations.Of(type.Compilation).AttributesOf(type.Type).Concat(type.Methods.SelectMany(method => AttributeReader.InOrder(method.Symbol))).First(IsHere);

    private sealed record Finding(DiagnosticDescriptor Rule, AnnotatedMethod? Method, Location Location, object[] Arguments);
}

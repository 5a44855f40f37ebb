using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Analysis;

/// <summary>Where the sources of a project name the method that decorates registrations, and which ambassadors they name themselves.</summary>
internal sealed class AmbassadorMentions
{
    private const string Suffix = "Ambassador";

    private readonly List<SimpleNameSyntax> _calls = [];
    private readonly HashSet<string> _ambassadors = [];

    public AmbassadorMentions(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (IsOurs(tree))
                continue;

            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (node is SimpleNameSyntax name)
                    Add(name, name.Identifier.ValueText);
            }
        }
    }

    /// <summary>Every place that names the method, or the one that it calls.</summary>
    public IReadOnlyList<SimpleNameSyntax> Calls => _calls;

    /// <summary>Whether the sources name a class of this name: then somebody makes the ambassador by hand.</summary>
    public bool Names(string className) => _ambassadors.Contains(className);

    /// <summary>Whether a file is one that the generator wrote.</summary>
    public static bool IsOurs(SyntaxTree tree) => tree.FilePath.Contains(typeof(AmbassadorGenerator).FullName!);

    private void Add(SimpleNameSyntax name, string text)
    {
        if (text is RegistrationSyntax.Decorate or "AmbassadorServices")
            _calls.Add(name);
        else if (text.EndsWith(Suffix, StringComparison.Ordinal))
            _ambassadors.Add(text);
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Extraction;

/// <summary>
/// All of a compilation that a model can depend on. Two are equal when nothing has changed but what no model can: bodies, comments and the
/// members of classes and structs. Reading an interface takes binding all that it mentions, which most edits need not lead to.
/// </summary>
/// <remarks>
/// The driver keeps the earlier of two that are equal. Of what the compiler made, that one keeps syntax trees, which later compilations share
/// but for those edited since, and no compilation: should it be asked for a compilation that is gone, it makes an equivalent one.
/// </remarks>
internal sealed class CompilationSurface : IEquatable<CompilationSurface>
{
    private readonly WeakReference<Compilation> _compilation;
    private readonly string? _assemblyName;
    private readonly ImmutableArray<SyntaxTree> _trees;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly CSharpCompilationOptions _options;

    private CompilationSurface(CSharpCompilation compilation)
    {
        _compilation = new(compilation);
        _assemblyName = compilation.AssemblyName;
        _trees = compilation.SyntaxTrees;
        _references = compilation.ExternalReferences;
        _options = compilation.Options;
    }

    public Compilation Compilation
    {
        get
        {
            if (_compilation.TryGetTarget(out var compilation))
                return compilation;

            compilation = CSharpCompilation.Create(_assemblyName, _trees, _references, _options);
            _compilation.SetTarget(compilation);
            return compilation;
        }
    }

    public static CompilationSurface Of(Compilation compilation, CancellationToken cancellationToken) => new((CSharpCompilation)compilation);

    public bool Equals(CompilationSurface? other) =>
        other is not null
        && _assemblyName == other._assemblyName
        && _trees.Length == other._trees.Length
        && (_references == other._references || _references.SequenceEqual(other._references))
        && _options.Equals(other._options)
        && HasSameDeclarations(other);

    public override bool Equals(object? obj) => Equals(obj as CompilationSurface);

    public override int GetHashCode() => _trees.Length;

    private bool HasSameDeclarations(CompilationSurface other)
    {
        for (var i = 0; i < _trees.Length; i++)
        {
            if (_trees[i] != other._trees[i] && !Declarations.AreEqual(_trees[i], other._trees[i]))
                return false;
        }

        return true;
    }
}

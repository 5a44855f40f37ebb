using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>From one file's <c>[assembly: AmbassadorFor(…)]</c> attributes to the models of the interfaces that they name.</summary>
internal static class AssemblyReader
{
    public static EquatableArray<InterfaceModel> ReadInterfaces(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var compilation = context.SemanticModel.Compilation;
        var tree = context.TargetNode.SyntaxTree;
        var models = new List<InterfaceModel>();
        foreach (var annotation in AssemblyAnnotations.Of(compilation).Interfaces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (annotation is { Earlier: null, Target.Type: { } type }
                && annotation.Attribute.ApplicationSyntaxReference?.SyntaxTree == tree
                && InterfaceReader.Read(type, compilation, cancellationToken) is { } model)
                models.Add(model);
        }

        return new(models.ToArray());
    }
}

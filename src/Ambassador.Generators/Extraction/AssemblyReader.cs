using Ambassador.Generators.Model;

namespace Ambassador.Generators.Extraction;

/// <summary>From <c>[assembly: AmbassadorFor(…)]</c> to the models of the interfaces that these attributes name.</summary>
internal static class AssemblyReader
{
    public static IEnumerable<InterfaceModel?> ReadInterfaces(CompilationSurface surface, CancellationToken cancellationToken)
    {
        var compilation = surface.Compilation;
        var models = new List<InterfaceModel>();
        foreach (var annotation in AssemblyAnnotations.Of(compilation).Interfaces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (annotation is { Earlier: null, Target.Type: { } type } && InterfaceReader.Read(type, compilation, cancellationToken) is { } model)
                models.Add(model);
        }

        return Places.Assign(models);
    }
}

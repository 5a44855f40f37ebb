using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes the class's documentation: every method with its plan in words.</summary>
internal static class DocumentationEmitter
{
    public static void Emit(InterfaceModel model, SourceWriter writer)
    {
        var cref = model.InterfaceType.Replace('<', '{').Replace('>', '}');
        writer.Lines($"/// <summary>The ambassador of <see cref=\"{cref}\"/>: it carries every call through the policies set there.</summary>");
        if (!model.Members.Any(member => member is RoutedMethod))
            return;

        writer.Lines(
            """
            /// <remarks>
            /// What the attributes say; configuration may say otherwise.
            /// <list type="bullet">
            """);

        foreach (var member in model.Members)
        {
            if (member is RoutedMethod method)
                writer.Lines($"/// <item><term>{method.PlainName}</term><description>{Literals.Xml(PlanText.Of(method, model.Settings))}.</description></item>");
        }

        writer.Lines(
            """
            /// </list>
            /// </remarks>
            """);
    }
}

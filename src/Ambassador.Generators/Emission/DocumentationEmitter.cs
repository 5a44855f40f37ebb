using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes the class's documentation: the plan of every method in words, those alike together.</summary>
internal static class DocumentationEmitter
{
    public static void Emit(InterfaceModel model, SourceWriter writer)
    {
        var cref = model.InterfaceType.Replace('<', '{').Replace('>', '}');
        writer.Lines($"/// <summary>The ambassador of <see cref=\"{cref}\"/>: it carries every call through the policies set there.</summary>");
        if (!model.Members.Any(member => member is RoutedMethod))
            return;

        writer.Lines("/// <remarks>What the attributes say; configuration may say otherwise.");
        foreach (var alike in model.Members.OfType<RoutedMethod>().GroupBy(method => PlanText.Of(method, model.Settings)))
            writer.Lines($"/// <para>{string.Join(", ", alike.Select(method => method.PlainName).Distinct())}: {alike.Key}.</para>");

        writer.Lines("/// </remarks>");
    }
}

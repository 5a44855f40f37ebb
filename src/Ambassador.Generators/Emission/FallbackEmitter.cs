using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes how a call is answered when it has failed.</summary>
internal static class FallbackEmitter
{
    /// <summary>Writes the member of a call struct.</summary>
    /// <param name="method">The method, which has a fallback.</param>
    /// <param name="target">The annotated interface.</param>
    /// <param name="returnType">What the call struct returns.</param>
    /// <param name="arguments">The arguments, as the fallback takes them.</param>
    /// <param name="writer">Where to.</param>
    public static void Emit<T>(RoutedMethod method, string target, string returnType, Fragment<T> arguments, SourceWriter writer)
    {
        writer.Append(
            $"public {returnType} Fallback(global::Ambassador.Targets.TargetSet<{target}> targets, global::System.Exception failure, {Aliases.Token} token)");
        if (method.Shape == ReturnShape.Void)
            writer.Blank().Open().Lines($"{Called(method)}({arguments});").Lines("return default;").Close();
        else
            writer.Lines($" => {Called(method)}({arguments});");
    }

    private static Fragment<RoutedMethod> Called(RoutedMethod method) => new(method, static (writer, method) =>
        writer.Append($"{Receiver(method.Fallback!)}.{method.Fallback!.Name}{Source.TypeParameters(method.TypeParameters)}"));

    private static string Receiver(FallbackModel fallback)
    {
        if (fallback.IsStatic)
            return fallback.Declaring;

        var on = fallback.Type is null ? "targets.Single" : $"targets.Fallback<{fallback.Type}>()";
        return $"(({fallback.Declaring}){on})";
    }
}

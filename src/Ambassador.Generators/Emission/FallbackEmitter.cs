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
    public static void Emit(RoutedMethod method, string target, string returnType, string arguments, SourceWriter writer)
    {
        var fallback = method.Fallback!;
        var call = $"{Receiver(fallback)}.{fallback.Name}{Source.TypeParameters(method.TypeParameters)}({arguments})";
        var signature =
            $"public {returnType} Fallback(global::Ambassador.Targets.TargetSet<{target}> targets, global::System.Exception failure, "
            + $"{Source.Token} cancellationToken)";

        if (method.Shape == ReturnShape.Void)
            writer.Lines(signature).Open().Lines($"{call};").Lines("return default;").Close();
        else
            writer.Lines($"{signature} => {call};");
    }

    private static string Receiver(FallbackModel fallback)
    {
        if (fallback.IsStatic)
            return fallback.Declaring;

        var on = fallback.Type is null ? "targets.Single" : $"targets.Fallback<{fallback.Type}>()";
        return $"(({fallback.Declaring}){on})";
    }
}

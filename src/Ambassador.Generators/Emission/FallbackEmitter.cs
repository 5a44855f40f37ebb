using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes how a call is answered when it has failed.</summary>
internal static class FallbackEmitter
{
    /// <summary>Writes the member of a call struct, if the method has a fallback.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The annotated interface.</param>
    /// <param name="returnType">What the call struct returns.</param>
    /// <param name="writer">Where to.</param>
    public static void Emit(RoutedMethod method, string target, string returnType, SourceWriter writer)
    {
        if (method.Fallback is not { } fallback)
            return;

        writer.Append(
            $"public {returnType} Fallback(global::Ambassador.Targets.TargetSet<{target}> targets, global::System.Exception failure, {Aliases.Token} token)");
        if (method.Shape == ReturnShape.Void)
            writer.Blank().Open().Lines($"{Call(method, fallback)};").Lines("return default;").Close();
        else
            writer.Lines($" => {Call(method, fallback)};");
    }

    private static Fragment<(RoutedMethod Method, FallbackModel Fallback)> Call(RoutedMethod method, FallbackModel fallback) =>
        new((method, fallback), static (writer, call) => writer.Append(
            $"{Receiver(call.Fallback)}.{call.Fallback.Name}{Source.TypeParameters(call.Method.TypeParameters)}"
            + $"({CallStructEmitter.Arguments(call.Method, call.Fallback.FailureIndex)})"));

    private static string Receiver(FallbackModel fallback)
    {
        if (fallback.IsStatic)
            return fallback.Declaring;

        var on = fallback.Type is null ? "targets.Single" : $"targets.Fallback<{fallback.Type}>()";
        return $"(({fallback.Declaring}){on})";
    }
}

using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes the class that holds each method's pipeline: there is one of it for an interface and a service key.</summary>
internal static class MethodsEmitter
{
    /// <summary>The field that holds a method's pipeline.</summary>
    public static string FieldOf(RoutedMethod method) => Keywords.Escape(method.PipelineName);

    public static void Emit(InterfaceModel model, SourceWriter writer)
    {
        writer
            .Lines("private sealed class Methods")
            .Open()
            .Lines($"public static readonly global::Ambassador.PolicySettings Settings = {Source.Settings(model.Settings)};")
            .Blank();

        foreach (var member in model.Members)
        {
            if (member is RoutedMethod method)
                writer.Lines($"public readonly global::Ambassador.Calls.MethodPipeline {FieldOf(method)};");
        }

        if (model.Members.Any(member => member is RoutedMethod))
            writer.Blank();

        writer.Lines("public Methods(global::Ambassador.InterfaceMethods methods)").Open();
        foreach (var member in model.Members)
        {
            if (member is not RoutedMethod method)
                continue;

            var settings = method.Settings.Count == 0 ? "" : ", " + Source.Settings(method.Settings);
            var hooks = method.Hooks.Count == 0 ? "" : ", hooks: " + Hooks(method);
            var fallback = method.Fallback is null ? "" : ", hasFallback: true";
            writer.Lines($"{FieldOf(method)} = methods.Add({Literals.Text(method.PlainName)}{settings}{hooks}{fallback});");
        }

        writer.Close().Close();
    }

    private static string Hooks(RoutedMethod method)
    {
        var result = method.Hooks.Any(hook => hook.Property.EndsWith("Result", StringComparison.Ordinal)) ? $"<{method.Result}>" : "";
        return $"new global::Ambassador.Calls.MethodHooks{result} {{ {string.Join(", ", method.Hooks.Select(hook => $"{hook.Property} = {hook.Expression}"))} }}";
    }
}

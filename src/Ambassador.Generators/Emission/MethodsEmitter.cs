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
            .Lines($"public static readonly global::Ambassador.PolicySettings Settings = {Source.Settings(model.Settings)};");

        if (model.Members.Any(member => member is RoutedMethod))
            writer.Lines($"public readonly {Aliases.Calls}MethodPipeline {Fields(model)};");

        writer.Blank().Lines("public Methods(global::Ambassador.InterfaceMethods methods)").Open();
        foreach (var member in model.Members)
        {
            if (member is not RoutedMethod method)
                continue;

            writer.Append($"{FieldOf(method)} = methods.Add({Literals.Name(method.PlainName)}");
            if (method.Settings.Count > 0)
                writer.Append($", {Source.Settings(method.Settings)}");

            if (method.Hooks.Count > 0)
                writer.Append(Hooks(method));

            writer.Lines(method.Fallback is null ? ");" : ", hasFallback: true);");
        }

        writer.Close().Close();
    }

    private static Fragment<EquatableArray<MemberModel>> Fields(InterfaceModel model) => new(model.Members, static (writer, members) =>
    {
        var separator = "";
        foreach (var member in members)
        {
            if (member is not RoutedMethod method)
                continue;

            writer.Append(separator).Append(FieldOf(method));
            separator = ", ";
        }
    });

    private static string Hooks(RoutedMethod method)
    {
        var result = method.Hooks.Any(hook => hook.Property.EndsWith("Result", StringComparison.Ordinal)) ? $"<{method.Result}>" : "";
        return $", hooks: new {Aliases.Calls}MethodHooks{result} {{ {string.Join(", ", method.Hooks.Select(hook => $"{hook.Property} = {hook.Expression}"))} }}";
    }
}

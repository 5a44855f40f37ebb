using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes a routed method: its arguments, packed, go to its pipeline.</summary>
internal static class RoutedMethodEmitter
{
    public static void Emit(RoutedMethod method, InterfaceModel model, SourceWriter writer)
    {
        var typeParameters = Source.TypeParameters(method.TypeParameters);
        var call = CallStructEmitter.NameOf(method) + typeParameters;
        var result = method.Result.Length > 0 ? method.Result + ", " : "";
        var token = method.TokenIndex < 0 ? "default" : method.Parameters[method.TokenIndex].Name;
        var settings = method.SettingsIndex < 0 ? "" : $".With({method.Parameters[method.SettingsIndex].Name})";
        var restated = Source.RestatedConstraints(method.TypeParameters);

        writer.Lines($"// {PlanText.Of(method, model.Settings)}");
        if (method.IsObsolete)
            writer.Lines(Source.Obsolete);

        Trimming.Requirements(method.Requirements, writer);
        if (method.AccessedMembers != 0)
            Trimming.SuppressedReturn(writer);

        writer
            .Lines(
                $"{Trimming.AccessedMembers(method.AccessedMembers, "return: ")}{method.ReturnType} {method.Declaring}.{method.Name}"
                + $"{Source.TypeParameterDeclarations(method.TypeParameters)}({Source.Parameters(method.Parameters)}){restated}")
            .Indent()
            .Lines(
                $"=> _methods.{MethodsEmitter.FieldOf(method)}{settings}.{Entry(method.Shape)}<{model.InterfaceType}, {result}{call}>"
                + $"(_targets, new {call}({Arguments(method)}), {token});")
            .Outdent();
    }

    private static string Entry(ReturnShape shape) => shape switch
    {
        ReturnShape.Void or ReturnShape.Value => "Invoke",
        ReturnShape.Task or ReturnShape.TaskOfResult => "InvokeTask",
        ReturnShape.Stream => "InvokeStream",
        _ => "InvokeValueTask",
    };

    private static string Arguments(RoutedMethod method)
    {
        var names = new List<string>(method.Parameters.Count);
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (i != method.TokenIndex)
                names.Add(method.Parameters[i].Name);
        }

        return string.Join(", ", names);
    }
}

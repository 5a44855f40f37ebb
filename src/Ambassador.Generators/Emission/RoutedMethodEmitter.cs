using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes a routed method: its arguments, packed, go to its pipeline.</summary>
internal static class RoutedMethodEmitter
{
    public static void Emit(RoutedMethod method, string target, SourceWriter writer)
    {
        if (method.IsObsolete)
            writer.Lines(Source.Obsolete);

        Trimming.Requirements(method.Requirements, writer);
        Trimming.SuppressedReferences(method.Parameters, writer);
        if (method.AccessedMembers != 0)
            Trimming.SuppressedReturn(writer);

        var token = method.TokenIndex < 0 ? "default" : method.Parameters[method.TokenIndex].Name;
        var settings = method.SettingsIndex < 0 ? "" : $".With({method.Parameters[method.SettingsIndex].Name})";
        writer
            .Lines(
                $"{Trimming.AccessedMembers(method.AccessedMembers, "return: ")}{method.ReturnType} {method.Declaring}.{method.Name}"
                + $"{Source.TypeParameterDeclarations(method.TypeParameters)}({Source.Parameters(method.Parameters)})"
                + $"{Source.RestatedConstraints(method.TypeParameters)}")
            .Indent()
            .Append($"=> _methods.{MethodsEmitter.FieldOf(method)}{settings}.{Entry(method.Shape)}<{target}, ")
            .Append(method.Result).Append(method.Result.Length == 0 ? "" : ", ")
            .Lines($"{CallStructEmitter.NameOf(method)}{Source.TypeParameters(method.TypeParameters)}>(_targets, {CallStructEmitter.Creation(method)}, {token});")
            .Outdent();
    }

    private static string Entry(ReturnShape shape) => shape switch
    {
        ReturnShape.Void or ReturnShape.Value => "Invoke",
        ReturnShape.Task or ReturnShape.TaskOfResult => "InvokeTask",
        ReturnShape.Stream => "InvokeStream",
        _ => "InvokeValueTask",
    };
}

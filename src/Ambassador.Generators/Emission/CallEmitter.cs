using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes a call: the struct, empty, that makes a method's call on a target.</summary>
internal static class CallEmitter
{
    private const string Nothing = Aliases.Calls + "Nothing";
    private const string Text = Aliases.Calls + "Text";

    public static void Emit(RoutedMethod method, string target, SourceWriter writer)
    {
        writer.Lines(Source.StepThrough);
        if (method.IsObsolete)
            writer.Lines(Source.Obsolete);

        writer
            .Lines(
                $"private struct {NameOf(method)}{Source.TypeParameterDeclarations(method.TypeParameters)} : "
                + $"{Aliases.Calls}ICall<{target}, {ArgumentsType(method)}, {ReturnType(method)}>{Source.Constraints(method.TypeParameters)}")
            .Open();
        EmitInvoke(method, target, writer);
        writer.Close();
    }

    /// <summary>The struct's name, without type parameters.</summary>
    public static Fragment<RoutedMethod> NameOf(RoutedMethod method) =>
        new(method, static (writer, method) => writer.Append($"{method.PipelineName}Call"));

    /// <summary>The type that holds the method's arguments, the token aside.</summary>
    public static Fragment<RoutedMethod> ArgumentsType(RoutedMethod method) => new(method, static (writer, method) =>
    {
        if (ArgumentCount(method) == 0)
            writer.Append(Nothing);
        else
            AppendArguments(method, static (writer, method, parameter) => writer.Append(IsText(method, parameter) ? Text : parameter.Type), writer);
    });

    /// <summary>A value of that type: what the method has been called with.</summary>
    public static Fragment<RoutedMethod> Arguments(RoutedMethod method) => new(method, static (writer, method) =>
    {
        if (ArgumentCount(method) == 0)
            writer.Append("default");
        else
            AppendArguments(method, static (writer, _, parameter) => writer.Append(parameter.Name), writer);
    });

    private static void EmitInvoke(RoutedMethod method, string target, SourceWriter writer)
    {
        Trimming.SuppressedRequirements(method.Requirements, writer);
        Trimming.SuppressedArguments(method, isTuple: ArgumentCount(method) > 1, writer);

        writer.Append($"public {ReturnType(method)} Invoke({target} target, {ArgumentsType(method)} args, {Aliases.Token} token)");
        if (method.Shape == ReturnShape.Void)
            writer.Blank().Open().Lines($"{Call(method, target)};").Lines("return default;").Close();
        else
            writer.Lines($" => {Call(method, target)};");
    }

    private static string ReturnType(RoutedMethod method) => method.Shape == ReturnShape.Void ? Nothing : method.ReturnType;

    // A member that a derived interface hides, or that several bases declare, is only reached through its own interface.
    private static Fragment<(RoutedMethod Method, string Target)> Call(RoutedMethod method, string target) => new((method, target), static (writer, call) =>
    {
        var (method, target) = call;
        if (method.Declaring == target)
            writer.Append("target");
        else
            writer.Append($"(({method.Declaring})target)");

        writer.Append($".{method.Name}{Source.TypeParameters(method.TypeParameters)}({Passed(method)})");
    });

    private static Fragment<RoutedMethod> Passed(RoutedMethod method) => new(method, static (writer, method) =>
    {
        var isTuple = ArgumentCount(method) > 1;
        var item = 0;
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            writer.Append(i == 0 ? "" : ", ").Append(Source.ArgumentModifier(method.Parameters[i].Passing));
            if (i == method.TokenIndex)
            {
                writer.Append("token");
                continue;
            }

            writer.Append("args");
            if (isTuple)
                writer.Append($".Item{++item}");

            if (IsText(method, method.Parameters[i]))
                writer.Append(".Value");
        }
    });

    // As part of a key, a string is better off as a value of our own. Not where it must be a variable, or carries an annotation.
    private static bool IsText(RoutedMethod method, ParameterModel parameter) =>
        method.HasResult && parameter is { Type: "string" or "string?", Passing: Passing.Value, AccessedMembers: 0 };

    private static int ArgumentCount(RoutedMethod method) => method.TokenIndex < 0 ? method.Parameters.Count : method.Parameters.Count - 1;

    // One is itself, several are a tuple: equal when all of them are, which makes them a key.
    private static void AppendArguments(RoutedMethod method, Action<SourceWriter, RoutedMethod, ParameterModel> append, SourceWriter writer)
    {
        var isTuple = ArgumentCount(method) > 1;
        var separator = isTuple ? "(" : "";
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (i == method.TokenIndex)
                continue;

            writer.Append(separator);
            append(writer, method, method.Parameters[i]);
            separator = ", ";
        }

        if (isTuple)
            writer.Append(")");
    }
}

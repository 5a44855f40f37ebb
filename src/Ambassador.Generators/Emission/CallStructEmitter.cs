using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes a call struct: the arguments of one call, which make it on a target and, where there is a result to keep, are its key.</summary>
internal static class CallStructEmitter
{
    private const string Comparer = "global::System.Collections.Generic.EqualityComparer";

    /// <summary>The struct's name, without type parameters.</summary>
    public static string NameOf(RoutedMethod method) => method.PipelineName + "Call";

    public static void Emit(RoutedMethod method, string target, SourceWriter writer)
    {
        var name = NameOf(method);
        var self = name + Source.TypeParameters(method.TypeParameters);
        var returnType = method.Shape == ReturnShape.Void ? "global::Ambassador.Calls.Nothing" : method.ReturnType;
        var equatable = method.HasResult ? $", global::System.IEquatable<{self}>" : "";

        writer.Lines(Source.StepThrough);
        if (method.IsObsolete)
            writer.Lines(Source.Obsolete);

        writer
            .Lines(
                $"private readonly struct {name}{Source.TypeParameterDeclarations(method.TypeParameters)}"
                + $" : global::Ambassador.Calls.{(method.Fallback is null ? "ICall" : "IFallbackCall")}<{target}, {returnType}>{equatable}{PartitionEmitter.Interface(method)}"
                + Source.Constraints(method.TypeParameters))
            .Open();

        var fields = Fields(method);
        if (fields.Count > 0)
            EmitFields(fields, name, writer);

        EmitInvoke(method, target, returnType, writer);
        if (method.Fallback is { } fallback)
            FallbackEmitter.Emit(method, target, returnType, Arguments(method, fallback.FailureIndex), writer.Blank());

        if (method.HasResult)
        {
            // How the caller wants the call made says nothing about its result.
            var key = fields.Where(field => !field.IsSettings).ToList();
            EmitEquality(key, self, writer.Blank());
        }

        PartitionEmitter.Emit(method, writer);

        writer.Close();
    }

    private static void EmitFields(List<Field> fields, string name, SourceWriter writer)
    {
        foreach (var field in fields)
            writer.Lines($"{field.Attribute}private readonly {field.Type} _{field.Index};");

        writer
            .Blank()
            .Lines($"public {name}({string.Join(", ", fields.Select(field => $"{field.Attribute}{field.Type} p{field.Index}"))})")
            .Open();

        foreach (var field in fields)
            writer.Lines($"_{field.Index} = p{field.Index};");

        writer.Close().Blank();
    }

    private static void EmitInvoke(RoutedMethod method, string target, string returnType, SourceWriter writer)
    {
        // A member that a derived interface hides, or that several bases declare, is only reached through its own interface.
        var receiver = method.Declaring == target ? "target" : $"(({method.Declaring})target)";
        var call = $"{receiver}.{method.Name}{Source.TypeParameters(method.TypeParameters)}({Arguments(method)})";
        var signature = $"public {returnType} Invoke({target} target, {Source.Token} cancellationToken)";

        Trimming.SuppressedRequirements(method.Requirements, writer);
        if (method.Shape == ReturnShape.Void)
            writer.Lines(signature).Open().Lines($"{call};").Lines("return default;").Close();
        else
            writer.Lines($"{signature} => {call};");
    }

    private static void EmitEquality(List<Field> fields, string self, SourceWriter writer)
    {
        var equal = fields.Count == 0
            ? "true"
            : string.Join(" && ", fields.Select(field => $"{Comparer}<{field.Type}>.Default.Equals(_{field.Index}, other._{field.Index})"));

        writer
            .Lines($"public bool Equals({self} other) => {equal};").Blank()
            .Lines($"public override bool Equals(object? other) => other is {self} call && Equals(call);").Blank();

        EmitHash(fields, writer);
    }

    private static void EmitHash(List<Field> fields, SourceWriter writer)
    {
        // As many as one HashCode.Combine takes.
        if (fields.Count > 8)
        {
            writer.Lines("public override int GetHashCode()").Open().Lines("var hash = new global::System.HashCode();");
            foreach (var field in fields)
                writer.Lines($"hash.Add(_{field.Index});");

            writer.Lines("return hash.ToHashCode();").Close();
            return;
        }

        var hash = fields.Count switch
        {
            0 => "0",
            1 => $"{Comparer}<{fields[0].Type}>.Default.GetHashCode(_{fields[0].Index})",
            _ => $"global::System.HashCode.Combine({string.Join(", ", fields.Select(field => "_" + field.Index))})",
        };

        writer.Lines($"public override int GetHashCode() => {hash};");
    }

    private static List<Field> Fields(RoutedMethod method)
    {
        var fields = new List<Field>(method.Parameters.Count);
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var parameter = method.Parameters[i];
            if (i != method.TokenIndex)
                fields.Add(new(parameter.Type, Trimming.AccessedMembers(parameter.AccessedMembers), fields.Count, i == method.SettingsIndex));
        }

        return fields;
    }

    private static string Arguments(RoutedMethod method, int failureIndex = -1)
    {
        var arguments = new List<string>(method.Parameters.Count + 1);
        var index = 0;
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var value = i == method.TokenIndex ? "cancellationToken" : "_" + index++;
            arguments.Add(Source.ArgumentModifier(method.Parameters[i].Passing) + value);
        }

        if (failureIndex >= 0)
            arguments.Insert(failureIndex, "failure");

        return string.Join(", ", arguments);
    }

    private readonly record struct Field(string Type, string Attribute, int Index, bool IsSettings);
}

using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes a call struct: the arguments of one call, which make it on a target and, where there is a result to keep, are its key.</summary>
internal static class CallStructEmitter
{
    private const string Nothing = Aliases.Calls + "Nothing";
    private const string Comparer = "global::System.Collections.Generic.EqualityComparer";

    public static void Emit(RoutedMethod method, string target, SourceWriter writer)
    {
        writer.Lines(Source.StepThrough);
        if (method.IsObsolete)
            writer.Lines(Source.Obsolete);

        var returnType = method.Shape == ReturnShape.Void ? Nothing : method.ReturnType;
        writer.Append(
            $"private struct {NameOf(method)}{Source.TypeParameterDeclarations(method.TypeParameters)} : "
            + $"{Aliases.Calls}{(method.Fallback is null ? "ICall" : "IFallbackCall")}<{target}, {returnType}>");
        if (method.HasResult)
            writer.Append($", global::System.IEquatable<{Self(method)}>");

        writer.Lines($"{PartitionEmitter.Interface(method)}{HashKeyEmitter.Interface(method)}{Source.Constraints(method.TypeParameters)}").Open();
        EmitFields(method, writer);
        EmitInvoke(method, target, returnType, writer);
        if (method.Fallback is { } fallback)
            FallbackEmitter.Emit(method, target, returnType, Arguments(method, fallback.FailureIndex), writer);

        if (method.HasResult)
            EmitEquality(method, writer);

        PartitionEmitter.Emit(method, writer);
        HashKeyEmitter.Emit(method, writer);
        writer.Close();
    }

    /// <summary>The struct's name, without type parameters.</summary>
    public static Fragment<RoutedMethod> NameOf(RoutedMethod method) =>
        new(method, static (writer, method) => writer.Append($"{method.PipelineName}Call"));

    /// <summary>A struct that holds what the method has been called with, its type understood.</summary>
    public static Fragment<RoutedMethod> Creation(RoutedMethod method) => new(method, static (writer, method) =>
    {
        var separator = "new() { ";
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (i == method.TokenIndex)
                continue;

            writer.Append($"{separator}_{i} = {method.Parameters[i].Name}");
            separator = ", ";
        }

        writer.Append(separator == ", " ? " }" : "default");
    });

    // Where there is a failure to pass too, its place is not -1.
    private static Fragment<(RoutedMethod Method, int FailureIndex)> Arguments(RoutedMethod method, int failureIndex) =>
        new((method, failureIndex), static (writer, call) =>
        {
            var (method, failureIndex) = call;
            var separator = "";
            for (var i = 0; i <= method.Parameters.Count; i++)
            {
                if (i == failureIndex)
                {
                    writer.Append(separator).Append("failure");
                    separator = ", ";
                }

                if (i == method.Parameters.Count)
                    break;

                writer.Append(separator).Append(Source.ArgumentModifier(method.Parameters[i].Passing));
                if (i == method.TokenIndex)
                    writer.Append("token");
                else
                    writer.Append($"_{i}");

                separator = ", ";
            }
        });

    // Not read-only, so that no constructor has to be written; nothing writes to one once it is made.
    private static void EmitFields(RoutedMethod method, SourceWriter writer)
    {
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var parameter = method.Parameters[i];
            if (i != method.TokenIndex)
                writer.Lines($"{Trimming.AccessedMembers(parameter.AccessedMembers)}public {parameter.Type} _{i};");
        }
    }

    private static void EmitInvoke(RoutedMethod method, string target, string returnType, SourceWriter writer)
    {
        Trimming.SuppressedRequirements(method.Requirements, writer);
        writer.Append($"public {returnType} Invoke({target} target, {Aliases.Token} token)");
        if (method.Shape == ReturnShape.Void)
            writer.Blank().Open().Lines($"{Call(method, target)};").Lines("return default;").Close();
        else
            writer.Lines($" => {Call(method, target)};");
    }

    // A member that a derived interface hides, or that several bases declare, is only reached through its own interface.
    private static Fragment<(RoutedMethod Method, string Target)> Call(RoutedMethod method, string target) => new((method, target), static (writer, call) =>
    {
        var (method, target) = call;
        if (method.Declaring == target)
            writer.Append("target");
        else
            writer.Append($"(({method.Declaring})target)");

        writer.Append($".{method.Name}{Source.TypeParameters(method.TypeParameters)}({Arguments(method, failureIndex: -1)})");
    });

    private static void EmitEquality(RoutedMethod method, SourceWriter writer)
    {
        writer.Append($"public bool Equals({Self(method)} other) => ");
        var keys = 0;
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (!IsKey(method, i))
                continue;

            var type = method.Parameters[i].Type;
            writer.Append(keys++ == 0 ? "" : " && ");
            if (IsComparedByOperator(type))
                writer.Append($"_{i} == other._{i}");
            else
                writer.Append($"{Comparer}<{type}>.Default.Equals(_{i}, other._{i})");
        }

        writer.Lines(keys == 0 ? "true;" : ";");
        EmitHash(method, keys, writer);
    }

    private static void EmitHash(RoutedMethod method, int keys, SourceWriter writer)
    {
        writer.Append("public override int GetHashCode()");

        // As many as one HashCode.Combine takes.
        if (keys > 8)
        {
            writer.Blank().Open().Lines("var hash = new global::System.HashCode();");
            for (var i = 0; i < method.Parameters.Count; i++)
            {
                if (IsKey(method, i))
                    writer.Lines($"hash.Add(_{i});");
            }

            writer.Lines("return hash.ToHashCode();").Close();
            return;
        }

        writer.Append(keys < 2 ? " => " : " => global::System.HashCode.Combine(");
        var separator = "";
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (!IsKey(method, i))
                continue;

            var type = method.Parameters[i].Type;
            if (keys > 1)
                writer.Append($"{separator}_{i}");
            else if (type is "string" or "string?")
                writer.Append($"_{i}?.GetHashCode() ?? 0");
            else if (IsComparedByOperator(type))
                writer.Append($"_{i}.GetHashCode()");
            else
                writer.Append($"{Comparer}<{type}>.Default.GetHashCode(_{i})");

            separator = ", ";
        }

        writer.Lines(keys switch { 0 => "0;", 1 => ";", _ => ");" });
    }

    private static Fragment<RoutedMethod> Self(RoutedMethod method) =>
        new(method, static (writer, method) => writer.Append($"{NameOf(method)}{Source.TypeParameters(method.TypeParameters)}"));

    // How the caller wants the call made says nothing about its result.
    private static bool IsKey(RoutedMethod method, int parameter) =>
        parameter != method.TokenIndex && parameter != method.SettingsIndex && !method.Parameters[parameter].IsOutOfKey;

    // Where that means the same as the comparer: not for numbers that are unequal to themselves.
    private static bool IsComparedByOperator(string type) =>
        type is "bool" or "char" or "byte" or "sbyte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" or "string" or "string?";
}

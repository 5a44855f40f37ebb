using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes the members that no policy applies to: they reach the implementation as they are.</summary>
internal static class ForwardedMemberEmitter
{
    public static void Emit(MemberModel member, string target, SourceWriter writer)
    {
        if (member.IsObsolete)
            writer.Lines(Source.Obsolete);

        switch (member)
        {
            case Disposal disposal:
                writer.Lines($"{disposal.ReturnType} {disposal.Declaring}.{disposal.Name}() => _targets.{disposal.Name}();");
                break;
            case ForwardedMethod method:
                EmitMethod(method, target, writer);
                break;
            case ForwardedProperty property:
                EmitProperty(property, target, writer);
                break;
            case ForwardedEvent @event:
                EmitEvent(@event, target, writer);
                break;
        }
    }

    private static void EmitMethod(ForwardedMethod method, string target, SourceWriter writer)
    {
        Trimming.Requirements(method.Requirements, writer);
        Trimming.SuppressedReferences(method.Parameters, writer);
        writer
            .Lines(
                $"{Trimming.AccessedMembers(method.AccessedMembers, "return: ")}{Unsafe(method)}{Modifier(method.Reference)}{method.ReturnType} "
                + $"{method.Declaring}.{method.Name}{Source.TypeParameterDeclarations(method.TypeParameters)}("
                + $"{Source.Parameters(method.Parameters)}){Source.RestatedConstraints(method.TypeParameters)}");
        if (method.UsesLocals)
        {
            EmitBodyWithLocals(method, target, writer);
            return;
        }

        writer
            .Indent()
            .Lines(
                $"=> {Reference(method.Reference)}{Receiver(method, target)}.{method.Name}{Source.TypeParameters(method.TypeParameters)}"
                + $"({Source.Arguments(method.Parameters)});")
            .Outdent();
    }

    // No parameter begins with an underscore.
    private static void EmitBodyWithLocals(ForwardedMethod method, string target, SourceWriter writer)
    {
        var hasResult = method.ReturnType != "void";
        writer
            .Open()
            .Append($"{(hasResult ? "var _result = " : "")}{Receiver(method, target)}.{method.Name}{Source.TypeParameters(method.TypeParameters)}(");
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var parameter = method.Parameters[i];
            writer
                .Append(i == 0 ? "" : ", ")
                .Append(Source.ArgumentModifier(parameter.Passing))
                .Append(parameter.Passing == Passing.Out ? $"var _{i}" : parameter.Name);
        }

        writer.Lines(");");
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (method.Parameters[i].Passing == Passing.Out)
                writer.Lines($"{method.Parameters[i].Name} = _{i};");
        }

        if (hasResult)
            writer.Lines("return _result;");

        writer.Close();
    }

    private static void EmitProperty(ForwardedProperty property, string target, SourceWriter writer)
    {
        Trimming.Requirements(property.Requirements, writer);
        Trimming.SuppressedReferences(property.Parameters, writer);
        writer.Append(
            $"{Trimming.AccessedMembers(property.AccessedMembers)}{Unsafe(property)}{Modifier(property.Reference)}{property.Type} {property.Declaring}.");
        if (property.Parameters.Count > 0)
            writer.Lines($"this[{Source.Parameters(property.Parameters)}]");
        else
            writer.Lines(property.Name);

        writer.Open();
        if (property.Getter is { } getter)
            writer.Lines($"{Trimming.Accessor(getter, "return")}get => {Reference(property.Reference)}{Access(property, target)};");

        if (property.Setter is { } setter)
            writer.Lines($"{Trimming.Accessor(setter, "param")}set => {Access(property, target)} = value;");

        writer.Close();
    }

    private static Fragment<(ForwardedProperty Property, string Target)> Access(ForwardedProperty property, string target) =>
        new((property, target), static (writer, access) =>
        {
            writer.Append($"{Receiver(access.Property, access.Target)}");
            if (access.Property.Parameters.Count > 0)
                writer.Append($"[{Source.Arguments(access.Property.Parameters)}]");
            else
                writer.Append($".{access.Property.Name}");
        });

    private static void EmitEvent(ForwardedEvent @event, string target, SourceWriter writer)
    {
        Trimming.Requirements(@event.Requirements, writer);
        writer
            .Lines($"{Unsafe(@event)}event {@event.Type} {@event.Declaring}.{@event.Name}")
            .Open()
            .Lines($"{Trimming.Accessor(@event.Adder, "param")}add => {Receiver(@event, target)}.{@event.Name} += value;")
            .Lines($"{Trimming.Accessor(@event.Remover, "param")}remove => {Receiver(@event, target)}.{@event.Name} -= value;")
            .Close();
    }

    // Through the interface that declares it: another may hide it or declare one like it.
    private static Fragment<(string Declaring, string Target)> Receiver(MemberModel member, string target) =>
        new((member.Declaring, target), static (writer, names) =>
        {
            if (names.Declaring == names.Target)
                writer.Append("_targets.Single");
            else
                writer.Append($"(({names.Declaring})_targets.Single)");
        });

    private static string Unsafe(MemberModel member) => member.IsUnsafe ? "unsafe " : "";

    private static string Reference(ReturnReference reference) => reference == ReturnReference.None ? "" : "ref ";

    private static string Modifier(ReturnReference reference) => reference switch
    {
        ReturnReference.Ref => "ref ",
        ReturnReference.RefReadOnly => "ref readonly ",
        _ => "",
    };
}

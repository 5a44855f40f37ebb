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
                EmitMethod(method, Receiver(method, target), writer);
                break;
            case ForwardedProperty property:
                EmitProperty(property, Receiver(property, target), writer);
                break;
            case ForwardedEvent @event:
                EmitEvent(@event, Receiver(@event, target), writer);
                break;
        }
    }

    private static void EmitMethod(ForwardedMethod method, string receiver, SourceWriter writer)
    {
        var typeParameters = Source.TypeParameters(method.TypeParameters);
        var reference = method.Reference == ReturnReference.None ? "" : "ref ";
        var restated = Source.RestatedConstraints(method.TypeParameters);
        Trimming.Requirements(method.Requirements, writer);
        writer
            .Lines(
                $"{Trimming.AccessedMembers(method.AccessedMembers, "return: ")}{Unsafe(method)}{Modifier(method.Reference)}{method.ReturnType} "
                + $"{method.Declaring}.{method.Name}{Source.TypeParameterDeclarations(method.TypeParameters)}("
                + $"{Source.Parameters(method.Parameters)}){restated}")
            .Indent()
            .Lines($"=> {reference}{receiver}.{method.Name}{typeParameters}({Source.Arguments(method.Parameters)});")
            .Outdent();
    }

    private static void EmitProperty(ForwardedProperty property, string receiver, SourceWriter writer)
    {
        var isIndexer = property.Parameters.Count > 0;
        var name = isIndexer ? $"this[{Source.Parameters(property.Parameters)}]" : property.Name;
        var access = receiver + (isIndexer ? $"[{Source.Arguments(property.Parameters)}]" : "." + property.Name);
        var reference = property.Reference == ReturnReference.None ? "" : "ref ";

        Trimming.Requirements(property.Requirements, writer);
        writer
            .Lines(
                $"{Trimming.AccessedMembers(property.AccessedMembers)}{Unsafe(property)}{Modifier(property.Reference)}{property.Type} {property.Declaring}.{name}")
            .Open();
        if (property.Getter is { } getter)
            writer.Lines($"{Trimming.Accessor(getter, "return")}get => {reference}{access};");

        if (property.Setter is { } setter)
            writer.Lines($"{Trimming.Accessor(setter, "param")}set => {access} = value;");

        writer.Close();
    }

    private static void EmitEvent(ForwardedEvent @event, string receiver, SourceWriter writer)
    {
        Trimming.Requirements(@event.Requirements, writer);
        writer
            .Lines($"{Unsafe(@event)}event {@event.Type} {@event.Declaring}.{@event.Name}")
            .Open()
            .Lines($"{Trimming.Accessor(@event.Adder, "param")}add => {receiver}.{@event.Name} += value;")
            .Lines($"{Trimming.Accessor(@event.Remover, "param")}remove => {receiver}.{@event.Name} -= value;")
            .Close();
    }

    // Through the interface that declares it: another may hide it or declare one like it.
    private static string Receiver(MemberModel member, string target) =>
        member.Declaring == target ? "_targets.Single" : $"(({member.Declaring})_targets.Single)";

    private static string Unsafe(MemberModel member) => member.IsUnsafe ? "unsafe " : "";

    private static string Modifier(ReturnReference reference) => reference switch
    {
        ReturnReference.Ref => "ref ",
        ReturnReference.RefReadOnly => "ref readonly ",
        _ => "",
    };
}

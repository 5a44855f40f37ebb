using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Emission;

/// <summary>Writes the file of one interface: its ambassador and all that is nested in it.</summary>
internal static class InterfaceEmitter
{
    public static SourceText Emit(InterfaceModel model)
    {
        var writer = Source.BeginInterface(model.ExternAliases);

        // A brace that nothing is indented by: it is every line's, and C# 9 has no namespaces without one.
        var hasNamespace = model.Name.Namespace.Length > 0;
        if (hasNamespace)
            writer.Lines($"namespace {Keywords.EscapeNamespace(model.Name.Namespace)}").Lines("{");

        EmitClass(model, writer);
        if (hasNamespace)
            writer.Lines("}");

        return writer.Finish();
    }

    private static void EmitClass(InterfaceModel model, SourceWriter writer)
    {
        DocumentationEmitter.Emit(model, writer);
        writer.Lines(Source.GeneratedCode).Lines(Source.StepThrough);
        if (model.IsObsolete)
            writer.Lines(Source.Obsolete);

        var accessibility = model.IsPublic ? "public" : "internal";
        writer
            .Lines(
                $"{accessibility} sealed class {model.Name.ClassName}{Source.TypeParameterDeclarations(model.TypeParameters)}"
                + $" : {Bases(model)}{Source.Constraints(model.TypeParameters)}")
            .Open();
        EmitConstruction(model, writer);

        foreach (var member in model.Members)
        {
            writer.Blank();
            if (member is RoutedMethod method)
                RoutedMethodEmitter.Emit(method, model.InterfaceType, writer);
            else
                ForwardedMemberEmitter.Emit(member, model.InterfaceType, writer);
        }

        foreach (var member in model.Members)
        {
            if (member is RoutedMethod method)
                CallStructEmitter.Emit(method, model.InterfaceType, writer.Blank());
        }

        MethodsEmitter.Emit(model, writer.Blank());
        writer.Close();
    }

    private static string Bases(InterfaceModel model)
    {
        var bases = model.InterfaceType;
        foreach (var member in model.Members)
        {
            if (member is Disposal { IsAdded: true })
                bases += ", " + member.Declaring;
        }

        return bases;
    }

    private static void EmitConstruction(InterfaceModel model, SourceWriter writer)
    {
        // A container would otherwise choose these constructors, and answer them with the ambassador itself.
        var hidden = model.IsMadeByContainer ? "[global::Ambassador.DependencyInjection.BehindAmbassador] " : "";
        var (parameter, argument) = model.FallsBackOnTypes ? (", global::Ambassador.FallbackSource fallbacks", ", fallbacks") : ("", "");
        writer.Lines(
            $$"""
            private readonly global::Ambassador.Targets.TargetSet<{{model.InterfaceType}}> _targets;
            private readonly Methods _methods;

            /// <inheritdoc cref="global::Ambassador.DependencyInjection.AmbassadorFactory{TInterface}"/>
            public {{model.Name.ClassName}}({{hidden}}{{model.InterfaceType}} inner{{parameter}}, {{Source.Runtime}}? runtime = null, object? serviceKey = null, bool ownsInner = true) : this(new(inner, ownsInner{{argument}}), runtime, serviceKey) { }

            public {{model.Name.ClassName}}({{hidden}}global::Ambassador.Targets.TargetSet<{{model.InterfaceType}}> targets, {{Source.Runtime}}? runtime, object? serviceKey)
            """);
        writer
            .Open()
            .Lines("_targets = targets;")
            .Lines(
                $"_methods = (runtime ?? {Source.Runtime}.Shared).GetMethods<{model.InterfaceType}, Methods>"
                + $"(serviceKey, static methods => new(methods), {Literals.Name(model.InterfaceName)}, Methods.Settings);")
            .Close();
        if (model.IsMadeByContainer)
            EmitConstructorForContainers(model, writer.Blank());
    }

    private static void EmitConstructorForContainers(InterfaceModel model, SourceWriter writer)
    {
        var fallbacks = model.FallsBackOnTypes ? ", inner.Fallbacks(serviceKey)" : "";
        writer
            .Lines(
                $"""
                /// <summary>For the container, which makes the ambassadors of open registrations; it goes on owning the implementation.</summary>
                /// <param name="inner">The way to the implementation.</param>
                /// <param name="serviceKey">The key of the registration, if it has one.</param>
                [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
                public {model.Name.ClassName}(
                """)
            .Indent()
            .Lines(
                $$"""
                global::Ambassador.DependencyInjection.InnerService<{{model.InterfaceType}}> inner,
                [global::Microsoft.Extensions.DependencyInjection.ServiceKey] object? serviceKey = null)
                : this(inner.Get(serviceKey){{fallbacks}}, inner.Runtime, serviceKey, ownsInner: false) { }
                """)
            .Outdent();
    }
}

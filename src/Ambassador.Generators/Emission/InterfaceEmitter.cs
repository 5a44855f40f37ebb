using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes the file of one interface: its ambassador and all that is nested in it.</summary>
internal static class InterfaceEmitter
{
    public static string Emit(InterfaceModel model)
    {
        var writer = Source.Begin(model.ExternAliases);
        var hasNamespace = model.Name.Namespace.Length > 0;
        if (hasNamespace)
            writer.Lines($"namespace {Keywords.EscapeNamespace(model.Name.Namespace)}").Open();

        EmitClass(model, writer);

        if (hasNamespace)
            writer.Close();

        return writer.Finish();
    }

    private static void EmitClass(InterfaceModel model, SourceWriter writer)
    {
        DocumentationEmitter.Emit(model, writer);
        writer.Lines(Source.GeneratedCode).Lines(Source.StepThrough);
        if (model.IsObsolete)
            writer.Lines(Source.Obsolete);

        var accessibility = model.IsPublic ? "public" : "internal";
        var parameters = Source.TypeParameterDeclarations(model.TypeParameters);
        var constraints = Source.Constraints(model.TypeParameters);
        writer.Lines($"{accessibility} sealed class {model.Name.ClassName}{parameters} : {Bases(model)}{constraints}").Open();
        EmitConstruction(model, writer);

        foreach (var member in model.Members)
        {
            writer.Blank();
            if (member is RoutedMethod method)
                RoutedMethodEmitter.Emit(method, model, writer);
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
        var (parameter, argument, documentation) = model.FallsBackOnTypes
            ? (", global::Ambassador.FallbackSource fallbacks", ", fallbacks", "\n/// <param name=\"fallbacks\">The implementations to fall back on.</param>")
            : ("", "", "");
        writer.Lines(
            $$"""
            private readonly global::Ambassador.Targets.TargetSet<{{model.InterfaceType}}> _targets;
            private readonly Methods _methods;

            /// <summary>Decorates an implementation; circuits and caches are those of <see cref="{{Source.Runtime}}.Shared"/>.</summary>
            /// <param name="inner">The implementation.</param>{{documentation}}
            public {{model.Name.ClassName}}({{hidden}}{{model.InterfaceType}} inner{{parameter}}) : this(inner, {{Source.Runtime}}.Shared{{argument}})
            {
            }

            /// <summary>Decorates an implementation.</summary>
            /// <param name="inner">The implementation.</param>
            /// <param name="runtime">What holds circuits and caches, and tells the time.</param>{{documentation}}
            /// <param name="serviceKey">Ambassadors of one key share circuits and caches; those of different keys do not.</param>
            /// <param name="ownsInner">Whether disposing the ambassador disposes the implementation.</param>
            public {{model.Name.ClassName}}({{hidden}}{{model.InterfaceType}} inner, {{Source.Runtime}} runtime{{parameter}}, object? serviceKey = null, bool ownsInner = true)
                : this(new global::Ambassador.Targets.TargetSet<{{model.InterfaceType}}>(inner, ownsInner{{argument}}), runtime, serviceKey)
            {
            }

            /// <summary>Spreads calls over targets.</summary>
            /// <param name="targets">The implementations to choose from.</param>
            /// <param name="runtime">What holds circuits and caches, and tells the time.</param>
            /// <param name="serviceKey">Ambassadors of one key share circuits and caches; those of different keys do not.</param>
            public {{model.Name.ClassName}}({{hidden}}global::Ambassador.Targets.TargetSet<{{model.InterfaceType}}> targets, {{Source.Runtime}} runtime, object? serviceKey = null)
            {
                _targets = targets;
                _methods = StateOf(runtime, serviceKey);
            }

            /// <summary>Sets up what the ambassadors of a runtime and a service key share, for those who look after circuits before there is one.</summary>
            /// <param name="runtime">What holds circuits and caches.</param>
            /// <param name="serviceKey">The key of the ambassadors, if they have one.</param>
            [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
            public static void SetUp({{Source.Runtime}} runtime, object? serviceKey) => StateOf(runtime, serviceKey);

            private static Methods StateOf({{Source.Runtime}} runtime, object? serviceKey)
                => runtime.GetMethods<{{model.InterfaceType}}, Methods>(serviceKey, static methods => new Methods(methods), {{Literals.Text(model.InterfaceName)}}, Methods.Settings);
            """);

        if (model.IsMadeByContainer)
            EmitConstructorForContainers(model, writer.Blank());
    }

    private static void EmitConstructorForContainers(InterfaceModel model, SourceWriter writer)
    {
        var fallbacks = model.FallsBackOnTypes ? ", inner.Fallbacks(serviceKey)" : "";
        writer.Lines(
            $$"""
            /// <summary>For the container, which makes the ambassadors of open registrations; it goes on owning the implementation.</summary>
            /// <param name="inner">The way to the implementation.</param>
            /// <param name="serviceKey">The key of the registration, if it has one.</param>
            [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
            public {{model.Name.ClassName}}(
                global::Ambassador.DependencyInjection.InnerService<{{model.InterfaceType}}> inner,
                [global::Microsoft.Extensions.DependencyInjection.ServiceKey] object? serviceKey = null)
                : this(inner.Get(serviceKey), inner.Runtime{{fallbacks}}, serviceKey, ownsInner: false)
            {
            }
            """);
    }
}

using System.Text;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Emission;

/// <summary>Writes the file that every compilation has one of: what registers its ambassadors, and the extension method that does it.</summary>
internal static class RegistrationEmitter
{
    public const string HintName = "Ambassador.Registration.g.cs";

    private const string Registry = "global::Ambassador.DependencyInjection.AmbassadorRegistry";
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";

    public static SourceText Emit(EquatableArray<RegistrationModel> registrations, EnvironmentModel environment)
    {
        var writer = Source.Begin(ExternAliases(registrations, environment));
        var own = $"Ambassador.Generated.{Identifier(environment.AssemblyName)}";
        if (registrations.Count > 0)
            EmitOwn(registrations, own, writer);

        EmitExtension(registrations.Count > 0 ? own : null, environment, writer);
        return writer.Finish();
    }

    private static void EmitOwn(EquatableArray<RegistrationModel> registrations, string @namespace, SourceWriter writer)
    {
        writer
            .Lines($"[assembly: global::Ambassador.DependencyInjection.AmbassadorRegistrations(typeof(global::{@namespace}.AmbassadorRegistrations))]")
            .Blank()
            .Lines($"namespace {@namespace}").Open()
            .Lines("/// <summary>The ambassadors of this assembly; called by generated code of those that reference it.</summary>")
            .Lines(Source.GeneratedCode)
            .Lines("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]")
            .Lines("public static class AmbassadorRegistrations").Open()
            .Lines("/// <summary>Names every ambassador of this assembly.</summary>");

        if (registrations.Any(registration => registration.IsObsolete))
            writer.Lines(Source.Obsolete);

        writer.Lines($"public static void AddTo({Registry} registry)").Open();
        foreach (var registration in registrations)
            EmitRegistration(registration, writer);

        writer.Close().Close().Close().Blank();
    }

    private static void EmitRegistration(RegistrationModel registration, SourceWriter writer)
    {
        var isOpen = registration.Name.Arity > 0;
        writer
            .Append(isOpen ? $"registry.AddOpen(typeof({registration.InterfaceType}), " : $"registry.Add<{registration.InterfaceType}>(")
            .Append($"{Literals.Name(registration.InterfaceName)}, {Methods(registration)}");

        if (isOpen)
        {
            writer.Lines($", typeof({Class(registration)}<{new string(',', registration.Name.Arity - 1)}>));");
            return;
        }

        var fallsBack = registration.FallsBackOnTypes ? ", fallsBack: true" : "";
        if (registration.Probe.Length > 0)
            fallsBack += $", probe: static (target, token) => global::Ambassador.Health.MarkedProbe.HealthOf(target.{registration.Probe})";

        writer
            .Lines(",")
            .Indent()
            .Lines($"static (targets, runtime, serviceKey) => new {Class(registration)}(targets, runtime, serviceKey){fallsBack});")
            .Outdent();
    }

    private static Fragment<AmbassadorName> Class(RegistrationModel registration) => new(registration.Name, static (writer, name) =>
    {
        writer.Append("global::");
        if (name.Namespace.Length > 0)
            writer.Append($"{Keywords.EscapeNamespace(name.Namespace)}.");

        writer.Append(name.ClassName);
    });

    private static Fragment<EquatableArray<string>> Methods(RegistrationModel registration) => new(registration.Methods, static (writer, methods) =>
    {
        if (methods.Count == 0)
        {
            writer.Append("global::System.Array.Empty<string>()");
            return;
        }

        var separator = "new string[] { ";
        foreach (var method in methods)
        {
            writer.Append($"{separator}{Literals.Name(method)}");
            separator = ", ";
        }

        writer.Append(" }");
    });

    private static void EmitExtension(string? own, EnvironmentModel environment, SourceWriter writer)
    {
        writer
            .Lines("namespace Microsoft.Extensions.DependencyInjection").Open()
            .Lines("/// <summary>Registers the ambassadors of this assembly and of those it references.</summary>")
            .Lines(Source.GeneratedCode)
            // Embedded: an assembly that sees another's internals must not see this one twice.
            .Lines("[global::Microsoft.CodeAnalysis.Embedded]")
            .Lines("internal static class GeneratedAmbassadorsExtensions").Open()
            .Lines(
                $"""
                /// <summary>Decorates every registration of every annotated interface made so far, each in its place and with its lifetime.</summary>
                /// <param name="services">The services.</param>
                /// <param name="configure">Changes how that is done.</param>
                /// <returns>The same services.</returns>
                public static {Services} AddGeneratedAmbassadors(this {Services} services, global::System.Action<global::Ambassador.AmbassadorOptions>? configure = null)
                """)
            .Indent()
            .Lines("=> global::Ambassador.DependencyInjection.AmbassadorServices.Decorate(services, configure, static registry =>")
            .Open();

        if (own is not null)
            writer.Lines($"global::{own}.AmbassadorRegistrations.AddTo(registry);");

        foreach (var registrations in environment.Referenced)
            writer.Lines($"{registrations}.AddTo(registry);");

        writer.Close(");").Outdent().Close().Close();
    }

    private static SortedSet<string> ExternAliases(EquatableArray<RegistrationModel> registrations, EnvironmentModel environment)
    {
        var aliases = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var registration in registrations)
            aliases.UnionWith(registration.ExternAliases);

        foreach (var type in environment.Referenced)
            aliases.Add(type.Substring(0, type.IndexOf(':')));

        aliases.Remove("global");
        return aliases;
    }

    // Dots become underscores, and underscores are doubled so that Shop.Client and Shop_Client stay two names.
    private static string Identifier(string assemblyName)
    {
        var text = new StringBuilder();
        foreach (var character in assemblyName)
        {
            if (character == '_')
                text.Append("__");
            else if (char.IsLetterOrDigit(character))
                text.Append(character);
            else
                text.Append('_');
        }

        if (text.Length == 0 || char.IsDigit(text[0]))
            text.Insert(0, '_');

        return Keywords.Escape(text.ToString());
    }
}

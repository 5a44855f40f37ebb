using Ambassador.Generators.Emission;
using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators;

/// <summary>Writes the ambassador of every annotated interface, and their registration.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class AmbassadorGenerator : IIncrementalGenerator
{
    /// <summary>The names of the steps that tests look at.</summary>
    internal static class Steps
    {
        public const string Annotations = nameof(Annotations);
        public const string Interfaces = nameof(Interfaces);
        public const string InterfacesOfAssembly = nameof(InterfacesOfAssembly);
        public const string HintNames = nameof(HintNames);
        public const string Files = nameof(Files);
        public const string Registrations = nameof(Registrations);
        public const string Environment = nameof(Environment);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output => output.AddEmbeddedAttributeDefinition());

        var surface = context.CompilationProvider.Select(CompilationSurface.Of);

        var annotated = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeReader.MetadataName, static (node, _) => IsAnnotatable(node), AnnotatedReader.FindInterface)
            .WithTrackingName(Steps.Annotations)
            .Combine(surface)
            .SelectMany(static (pair, cancellationToken) => AnnotatedReader.ReadInterface(pair.Left, pair.Right, cancellationToken))
            .WithTrackingName(Steps.Interfaces);

        IncrementalValuesProvider<InterfaceModel> byAssembly = surface
            .SelectMany(AssemblyReader.ReadInterfaces)
            .Where(static model => model is not null)
            .WithTrackingName(Steps.InterfacesOfAssembly)!;

        // From small models of their own: most edits of an interface change nothing here.
        var registrations = annotated.Select(static (model, _) => RegistrationModel.Of(model)).Collect()
            .Combine(byAssembly.Select(static (model, _) => RegistrationModel.Of(model)).Collect())
            .Select(static (models, _) => RegistrationModel.All(models.Left, models.Right))
            .WithTrackingName(Steps.Registrations);

        var hintNames = registrations
            .Select(static (models, _) => HintNames.FindExceptions(models))
            .WithTrackingName(Steps.HintNames);

        var environment = surface
            .Select(static (surface, cancellationToken) => EnvironmentReader.Read(surface.Compilation, cancellationToken))
            .WithTrackingName(Steps.Environment);

        RegisterInterfaces(context, annotated, hintNames);
        RegisterInterfaces(context, byAssembly, hintNames);
        context.RegisterSourceOutput(registrations.Combine(environment), static (output, pair) =>
        {
            if (pair.Right.CanRegister)
                output.AddSource(RegistrationEmitter.HintName, RegistrationEmitter.Emit(pair.Left, pair.Right));
        });

        var serverDelays = registrations.Combine(environment)
            .SelectMany(static (pair, _) => pair.Left.Count > 0 && (pair.Right.HasGrpc || pair.Right.HasRefit) ? [pair.Right] : Array.Empty<EnvironmentModel>());
        context.RegisterSourceOutput(serverDelays, static (output, environment) => output.AddSource(ServerDelaysEmitter.HintName, ServerDelaysEmitter.Emit(environment)));
    }

    private static bool IsAnnotatable(SyntaxNode node) =>
        node is InterfaceDeclarationSyntax or MethodDeclarationSyntax { Parent: InterfaceDeclarationSyntax };

    private static void RegisterInterfaces(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<InterfaceModel> models,
        IncrementalValueProvider<EquatableArray<HintName>> exceptions)
    {
        var files = models.Combine(exceptions)
            .Select(static (pair, _) => (Model: pair.Left, Hint: HintNames.For(pair.Left.Name, pair.Right)))
            .WithTrackingName(Steps.Files);

        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.Hint, InterfaceEmitter.Emit(file.Model)));
    }
}

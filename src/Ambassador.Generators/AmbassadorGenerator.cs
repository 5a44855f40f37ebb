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
        public const string Interfaces = nameof(Interfaces);
        public const string InterfacesOfMethods = nameof(InterfacesOfMethods);
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

        var annotated = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeReader.MetadataName, static (node, _) => node is InterfaceDeclarationSyntax, AnnotatedReader.ReadInterface)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(Steps.Interfaces);

        var byMethod = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeReader.MetadataName, static (node, _) => node is MethodDeclarationSyntax, AnnotatedReader.ReadInterfaceOfMethod)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(Steps.InterfacesOfMethods);

        var byAssembly = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeReader.ForMetadataName, static (node, _) => node is CompilationUnitSyntax, AssemblyReader.ReadInterfaces)
            .SelectMany(static (models, _) => models)
            .WithTrackingName(Steps.InterfacesOfAssembly);

        var hintNames = annotated.Select(static (model, _) => model.Name).Collect()
            .Combine(byMethod.Select(static (model, _) => model.Name).Collect())
            .Combine(byAssembly.Select(static (model, _) => model.Name).Collect())
            .Select(static (names, _) => HintNames.FindExceptions([.. names.Left.Left, .. names.Left.Right, .. names.Right]))
            .WithTrackingName(Steps.HintNames);

        RegisterInterfaces(context, annotated, hintNames);
        RegisterInterfaces(context, byMethod, hintNames);
        RegisterInterfaces(context, byAssembly, hintNames);
        RegisterRegistration(context, annotated, byMethod, byAssembly);
    }

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

    // From a small model of its own: most edits of an interface change nothing here.
    private static void RegisterRegistration(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<InterfaceModel> annotated,
        IncrementalValuesProvider<InterfaceModel> byMethod,
        IncrementalValuesProvider<InterfaceModel> byAssembly)
    {
        var registrations = annotated.Select(static (model, _) => RegistrationModel.Of(model)).Collect()
            .Combine(byMethod.Select(static (model, _) => RegistrationModel.Of(model)).Collect())
            .Combine(byAssembly.Select(static (model, _) => RegistrationModel.Of(model)).Collect())
            .Select(static (models, _) => new EquatableArray<RegistrationModel>([.. models.Left.Left, .. models.Left.Right, .. models.Right]))
            .WithTrackingName(Steps.Registrations);

        var environment = context.CompilationProvider
            .Select(EnvironmentReader.Read)
            .WithTrackingName(Steps.Environment);

        context.RegisterSourceOutput(registrations.Combine(environment), static (output, pair) =>
        {
            if (pair.Right.CanRegister)
                output.AddSource(RegistrationEmitter.HintName, RegistrationEmitter.Emit(pair.Left, pair.Right));

            if (pair.Left.Count > 0 && (pair.Right.HasGrpc || pair.Right.HasRefit))
                output.AddSource(ServerDelaysEmitter.HintName, ServerDelaysEmitter.Emit(pair.Right));
        });
    }
}

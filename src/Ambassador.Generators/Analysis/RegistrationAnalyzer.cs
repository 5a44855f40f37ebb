using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>
/// AMB0025: a program that registers an annotated interface and does not decorate it, or decorates before it registers. Of a library nothing is said: the
/// program that uses it decorates. Neither is of tests, which are programs too.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegistrationAnalyzer() : AmbassadorAnalyzer(Descriptors.NeverDecorated, Descriptors.DecoratedTooEarly)
{
    private static readonly string[] s_frameworksOfTests = ["xunit", "nunit.framework", "MSTest", "Microsoft.VisualStudio.TestPlatform.TestFramework", "TUnit", "BenchmarkDotNet"];

    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        var compilation = context.Compilation;
        if (compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication)
            || compilation.ReferencedAssemblyNames.Any(static name => Array.Exists(s_frameworksOfTests, test => name.Name.StartsWith(test, StringComparison.OrdinalIgnoreCase))))
            return;

        var gate = new object();
        AmbassadorMentions? mentions = null;
        context.RegisterSemanticModelAction(context =>
        {
            var registrations = Find(context, annotations);
            if (registrations.Count == 0)
                return;

            lock (gate)
                mentions ??= new(context.SemanticModel.Compilation, context.CancellationToken);

            registrations.RemoveAll(registration => mentions.Names(annotations.NameOf(registration.Type).ClassName));
            if (mentions.Calls.Count == 0)
                JudgeUndecorated(registrations, context);
            else
                JudgeOrder(registrations, mentions.Calls, context);
        });
    }

    private static List<Registration> Find(SemanticModelAnalysisContext context, AssemblyAnnotations annotations)
    {
        var found = new List<Registration>();
        if (AmbassadorMentions.IsOurs(context.SemanticModel.SyntaxTree))
            return found;

        foreach (var node in context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes())
        {
            if (node is SimpleNameSyntax name
                && RegistrationSyntax.IsRegistration(name.Identifier.ValueText)
                && RegistrationSyntax.CallOf(name) is { } call
                && ServiceOf(call, context.SemanticModel, context.CancellationToken)?.OriginalDefinition is { TypeKind: TypeKind.Interface } type
                && annotations.IsAnnotated(type)
                && Decoratability.Refuse(type, context.SemanticModel.Compilation) is null)
                found.Add(new(name, call, type));
        }

        return found;
    }

    private static INamedTypeSymbol? ServiceOf(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
            return null;

        if (method.TypeArguments is [var first, ..])
            return first as INamedTypeSymbol;

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is TypeOfExpressionSyntax named)
                return model.GetTypeInfo(named.Type, cancellationToken).Type as INamedTypeSymbol;
        }

        return null;
    }

    private static void JudgeUndecorated(List<Registration> registrations, SemanticModelAnalysisContext context)
    {
        foreach (var together in registrations.GroupBy(static registration => RegistrationSyntax.BodyOf(registration.Name)))
        {
            var own = together.Where(registration => IsOwn(registration.Type, context) || !MayBeDecoratedElsewhere(registration, together.Key, context)).ToList();
            if (own.Count > 0)
                Report(Descriptors.NeverDecorated, own[own.Count - 1].Name, own, context);
        }
    }

    // All calls must stand where they can be compared; one elsewhere may come later.
    private static void JudgeOrder(List<Registration> registrations, IReadOnlyList<SimpleNameSyntax> calls, SemanticModelAnalysisContext context)
    {
        var last = calls[calls.Count - 1];
        if (RegistrationSyntax.CallOf(last) is not { } call || call.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            return;

        var body = RegistrationSyntax.BodyOf(last);
        if (calls.Any(other => other.SyntaxTree != last.SyntaxTree || RegistrationSyntax.BodyOf(other) != body))
            return;

        var root = RegistrationSyntax.RootOf(call);
        var scope = statement.Parent is GlobalStatementSyntax ? body : statement.Parent;
        var late = registrations.Where(registration =>
            registration.Name.SyntaxTree == last.SyntaxTree
            && registration.Name.SpanStart > last.SpanStart
            && RegistrationSyntax.BodyOf(registration.Name) == body
            && registration.Name.Ancestors().Contains(scope)
            && SyntaxFactory.AreEquivalent(RegistrationSyntax.RootOf(registration.Call), root)).ToList();
        if (late.Count > 0)
            Report(Descriptors.DecoratedTooEarly, last, late, context);
    }

    private static void Report(DiagnosticDescriptor rule, SimpleNameSyntax place, List<Registration> registrations, SemanticModelAnalysisContext context) =>
        context.ReportDiagnostic(Diagnostic.Create(
            rule,
            place.GetLocation(),
            [registrations[registrations.Count - 1].Name.GetLocation()],
            string.Join(", ", registrations.Select(static registration => Attributes.Display(registration.Type)).Distinct())));

    private static bool IsOwn(INamedTypeSymbol type, SemanticModelAnalysisContext context) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, context.SemanticModel.Compilation.Assembly)
        || AssemblyAnnotations.Of(context.SemanticModel.Compilation).Names(type);

    // Interfaces of another project may be decorated by a method of that project, or of one between, which gets the services.
    private static bool MayBeDecoratedElsewhere(Registration registration, SyntaxNode body, SemanticModelAnalysisContext context)
    {
        var model = context.SemanticModel;
        if (model.GetSymbolInfo(Leftmost(RegistrationSyntax.RootOf(registration.Call)), context.CancellationToken).Symbol is IParameterSymbol)
            return true;

        foreach (var node in body.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call
                && model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { ContainingAssembly: { } assembly }
                && !SymbolEqualityComparer.Default.Equals(assembly, model.Compilation.Assembly)
                && EnvironmentReader.ReferencesRuntime(assembly))
                return true;
        }

        return false;
    }

    private static ExpressionSyntax Leftmost(ExpressionSyntax expression)
    {
        while (expression is MemberAccessExpressionSyntax access)
            expression = access.Expression;

        return expression;
    }

    private readonly record struct Registration(SimpleNameSyntax Name, InvocationExpressionSyntax Call, INamedTypeSymbol Type);
}

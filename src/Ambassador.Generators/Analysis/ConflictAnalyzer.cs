using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0026: attributes that stand in one place and set one thing differently.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConflictAnalyzer() : AmbassadorAnalyzer(Descriptors.SetOtherwise)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(
            context,
            annotations,
            static context =>
            {
                // Whatever is set for a method without policies has a diagnostic of its own, AMB0003.
                if (context.Symbol is INamedTypeSymbol { TypeKind: TypeKind.Interface } || (context.Symbol is IMethodSymbol { ContainingType.TypeKind: TypeKind.Interface } method && HasSeveral(method) && Routing.WhyNot(method) is null))
                    Judge(AttributeReader.InOrder(context.Symbol), Attributes.Display(context.Symbol), context.ReportDiagnostic, context.CancellationToken);
            },
            SymbolKind.NamedType,
            SymbolKind.Method);

        // Of those that say how vague they are, two may be as vague and mean one method. Two that are alike are an error, AMB0020.
        var vague = annotations.Methods.Where(method => method.Vagueness is > 0 and < int.MaxValue && method.Target.Type is not null).ToList();
        if (vague.Count > 1)
            context.RegisterSemanticModelAction(context => Analyze(vague, context));
    }

    private static bool HasSeveral(IMethodSymbol method) => method.GetAttributes().Length > 1;

    private static void Analyze(List<MethodAnnotation> vague, SemanticModelAnalysisContext context)
    {
        for (var i = 1; i < vague.Count; i++)
        {
            var later = vague[i];
            if (later.Attribute.ApplicationSyntaxReference?.SyntaxTree != context.SemanticModel.SyntaxTree)
                continue;

            foreach (var earlier in vague.Take(i))
            {
                if (earlier.Vagueness == later.Vagueness
                    && SymbolEqualityComparer.Default.Equals(earlier.Target.Type, later.Target.Type)
                    && !later.IsLike(earlier)
                    && later.Target.Type!.GetMembers(later.MethodName!).OfType<IMethodSymbol>().FirstOrDefault(method => earlier.Matches(method) && later.Matches(method)) is { } common)
                    Judge([earlier.Attribute, later.Attribute], Attributes.Display(common), context.ReportDiagnostic, context.CancellationToken);
            }
        }
    }

    /// <param name="attributes">In the order in which they win.</param>
    /// <param name="subject">What they are set for.</param>
    /// <param name="report">Takes what is found.</param>
    /// <param name="cancellationToken">Cancels the analysis.</param>
    private static void Judge(IEnumerable<AttributeData> attributes, string subject, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        List<(Setting Setting, AttributeData By)>? known = null;
        foreach (var attribute in attributes)
        {
            var settings = new List<Setting>();
            PolicyReader.Read(attribute, settings);
            if (known is null)
            {
                known = [.. settings.Select(setting => (setting, attribute))];
                continue;
            }

            foreach (var setting in settings)
            {
                var index = known.FindIndex(other => other.Setting.Name == setting.Name && other.Setting.On == setting.On);
                if (index < 0)
                    known.Add((setting, attribute));
                else if (known[index].Setting is var winner && (winner.Value != setting.Value || winner.Text != setting.Text))
                    report(Describe(setting, attribute, winner, known[index].By, subject, cancellationToken));
            }
        }
    }

    private static Diagnostic Describe(Setting loser, AttributeData of, Setting winner, AttributeData by, string subject, CancellationToken cancellationToken)
    {
        var rule = PolicyRules.Find(loser.Name)!;
        var isAlike = SymbolEqualityComparer.Default.Equals(of.AttributeClass, by.AttributeClass);
        return Diagnostic.Create(
            Descriptors.SetOtherwise,
            IsExcluded(loser, of) ? Attributes.LocationOf(of, "NotOn", cancellationToken) : Attributes.LocationOf(of, rule, cancellationToken),
            subject,
            $"{rule.Name} = {Show(rule, loser)}{(loser.On is { } type ? $" on {type.Substring(type.LastIndexOfAny(['.', ':']) + 1)}" : "")}",
            isAlike ? $"the [{Attributes.NameOf(by)}] before it" : $"[{Attributes.NameOf(by)}]",
            Show(rule, winner));
    }

    // What holds for one type of exceptions comes of On, or else of NotOn.
    private static bool IsExcluded(Setting setting, AttributeData attribute) =>
        setting.On is not null && !attribute.NamedArguments.Any(argument => argument.Key == "On");

    private static string Show(PolicyRule rule, Setting setting) => setting.Text is { } text ? $"\"{text}\"" : rule.Show(setting.Value);
}

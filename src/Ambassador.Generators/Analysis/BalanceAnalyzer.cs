using System.Globalization;
using Ambassador.Balancing;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0030: a table size that is no prime. AMB0032: a choice by keys where there are none. AMB0003: keys that the algorithm does not ask for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BalanceAnalyzer() : InterfaceRuleAnalyzer(Descriptors.NoPrime, Descriptors.NoKey, Descriptors.DetailWithoutEffect)
{
    private const string RingHash = "RingHash";
    private const string Maglev = "Maglev";
    private const string Sticky = "Sticky";

    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        if (!type.Settings.IsSet(PolicyRules.Balance))
            return;

        var size = (int)type.Settings[PolicyRules.BalanceTableSize];
        if (!Primes.Contains(size))
            findings.Add(Descriptors.NoPrime, [PolicyRules.BalanceTableSize], size, Nearest(size));

        var algorithm = PolicyRules.Balance.Show(type.Settings[PolicyRules.Balance]);
        if (algorithm is not (RingHash or Maglev or Sticky))
            JudgeKeys(type, algorithm, findings);
        else if (algorithm is not Sticky && type.Methods.Count > 0 && !type.Methods.Any(method => method.Symbol.Parameters.Any(ParameterReader.IsHashKey)))
            findings.Add(Descriptors.NoKey, [PolicyRules.Balance], algorithm);
    }

    // Configuration may choose otherwise where [Balance] leaves it open, and code that balances itself gets the key whatever it says.
    private static void JudgeKeys(AnnotatedInterface type, string algorithm, Findings findings)
    {
        if (type.Settings.AttributeOf(PolicyRules.Balance)!.ApplicationSyntaxReference?.GetSyntax(findings.CancellationToken) is not AttributeSyntax { ArgumentList.Arguments: var arguments }
            || arguments.All(static argument => argument.NameEquals is not null))
            return;

        foreach (var method in type.Methods)
        {
            // What is inherited may have a key for the sake of others.
            if (!SymbolEqualityComparer.Default.Equals(method.Symbol.ContainingType, type.Type))
                continue;

            foreach (var parameter in method.Symbol.Parameters)
            {
                if (parameter.GetAttributes().FirstOrDefault(OurAttributes.IsHashKey) is { } key)
                {
                    findings.Add(
                        Descriptors.DetailWithoutEffect,
                        method,
                        Attributes.LocationOf(key),
                        $"[HashKey] of '{parameter.Name}'",
                        $"'{type.Type.Name}' is balanced by {algorithm}, which asks for no key");
                }
            }
        }
    }

    private static string Nearest(int size) => Primes.Below(size) is { } below ? $"{below} and {Primes.Above(size)}" : Primes.Above(size).ToString(CultureInfo.InvariantCulture);
}

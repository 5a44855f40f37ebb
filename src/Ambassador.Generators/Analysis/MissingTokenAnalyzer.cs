using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0006: a timeout on a method without a token.</summary>
/// <remarks>Silent about methods of other projects, whose parameters nobody here can change.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingTokenAnalyzer() : InterfaceRuleAnalyzer(Descriptors.NoToken)
{
    private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings)
    {
        foreach (var method in type.Methods)
        {
            if (method.HasToken
                || InForce.Timeout(method.Settings) is not { } timeout
                || !MethodPlaces.IsOurs(method.Symbol, type.Compilation)
                || IsCancelledOtherwise(type, method, findings.CancellationToken)
                || MethodPlaces.IsSaidElsewhere(type, method, timeout))
                continue;

            var effect = method.IsBlocking ? "can neither release the caller nor stop the inner call" : "releases the caller, but the inner call goes on";
            object[] arguments = [timeout.Name, timeout.Show(method.Settings[timeout]), effect];
            if (MethodPlaces.Of(type, method, timeout) is { } place)
                findings.Add(Descriptors.NoToken, method, place, arguments);
            else
                findings.Add(Descriptors.NoToken, method, [timeout], arguments);
        }
    }

    private static bool IsCancelledOtherwise(AnnotatedInterface type, AnnotatedMethod method, CancellationToken cancellationToken)
    {
        if (method.Shape == ReturnShape.Stream && !IsDeafStream(type, method, cancellationToken))
            return true;

        // A context of the call that brings a token, as gRPC's.
        foreach (var parameter in method.Symbol.Parameters)
        {
            if (!parameter.Type.GetMembers("CancellationToken").IsEmpty)
                return true;
        }

        return HasOverloadWithToken(method.Symbol);
    }

    // A stream hears of a timeout through its enumerator, but for iterators: those only know the token that they are called with.
    private static bool IsDeafStream(AnnotatedInterface type, AnnotatedMethod method, CancellationToken cancellationToken)
    {
        foreach (var implementation in Implementations.Of(AssemblyAnnotations.Of(type.Compilation), type.Compilation, cancellationToken).Of(type.Type))
        {
            foreach (var implementing in ImplementedMethods.Find(implementation, method.Symbol))
            {
                if (implementing.IsAsync)
                    return true;
            }
        }

        return false;
    }

    // The one without is for convenience, and who wants to be able to cancel calls the other.
    private static bool HasOverloadWithToken(IMethodSymbol method)
    {
        foreach (var member in method.ContainingType.GetMembers(method.Name))
        {
            if (member is IMethodSymbol overload
                && overload.Parameters.Length == method.Parameters.Length + 1
                && Routing.TokenIndex(overload) is var token and >= 0
                && overload.Parameters.RemoveAt(token).Zip(method.Parameters, static (left, right) => SymbolEqualityComparer.Default.Equals(left.Type, right.Type)).All(static same => same))
                return true;
        }

        return false;
    }
}

using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads what the methods of a decorated interface fall back on.</summary>
/// <param name="decorated">The interface that is decorated.</param>
/// <param name="settings">What is set for it as a whole.</param>
/// <param name="annotations">What the assembly's attributes say.</param>
/// <param name="namer">Names types.</param>
/// <param name="compilation">What knows which types are one.</param>
internal sealed class FallbackReader(
    INamedTypeSymbol decorated, EquatableArray<Setting> settings, AssemblyAnnotations annotations, TypeNamer namer, Compilation compilation)
{
    private static readonly Setting s_setting = new(PolicyRules.Fallback.Name, 0);

    /// <summary>What a method falls back on; null for nothing, or where the analyzer has a word about it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="declaring">The interface that declares it, named.</param>
    /// <param name="ofMethod">What is set for the method.</param>
    public FallbackModel? Read(IMethodSymbol method, string declaring, EquatableArray<Setting> ofMethod)
    {
        // Whatever names a fallback sets this: mostly nothing does, and there is no need to look.
        if (!SettingsReader.Names(ofMethod, s_setting) && !SettingsReader.Names(settings, s_setting))
            return null;

        if (annotations.FallbackOf(method, decorated) is not { } annotation || FallbackMatch.Find(annotation, method, compilation) is not { Method: { } target } match)
            return null;

        return new(
            match.Type is { } type ? namer.Name(type) : null,
            match.Type is not null ? declaring : target.IsStatic ? namer.NameFromRoot(target.ContainingType) : namer.Name(target.ContainingType),
            Identifiers.Escape(target.Name),
            target.IsStatic,
            match.FailureIndex,
            match.Type?.Name ?? target.Name);
    }
}

using System.Globalization;
using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes what trimmed and native publishing wants to see on an implementation.</summary>
internal static class Trimming
{
    private const string Namespace = "global::System.Diagnostics.CodeAnalysis";

    /// <summary>The attributes that say of an implementation what its interface says, one line each.</summary>
    public static void Requirements(EquatableArray<Requirement> requirements, SourceWriter writer)
    {
        foreach (var requirement in requirements)
            writer.Lines(Attribute(requirement));
    }

    /// <summary>
    /// Lets a call struct make a call that requires something. It cannot require it in turn, because <c>ICall</c> does not; whoever calls the
    /// ambassador has been told.
    /// </summary>
    public static void SuppressedRequirements(EquatableArray<Requirement> requirements, SourceWriter writer)
    {
        foreach (var requirement in requirements)
        {
            writer.Lines(Suppression(requirement.Kind switch
            {
                RequirementKind.UnreferencedCode => "IL2026",
                RequirementKind.DynamicCode => "IL3050",
                _ => "IL3002",
            }, "The method that makes this call requires the same."));
        }
    }

    /// <summary>
    /// Lets a member take a type by reference of which members must survive. Analyzers want the attribute there; the trimmer does not understand it, on
    /// the interface's member no more than on this one, and says so.
    /// </summary>
    public static void SuppressedReferences(EquatableArray<ParameterModel> parameters, SourceWriter writer)
    {
        if (!parameters.Any(parameter => parameter is { AccessedMembers: not 0, Passing: Passing.In or Passing.RefReadOnly }))
            return;

        foreach (var warning in (string[])["IL2064", "IL2098"])
            writer.Lines(Suppression(warning, "The interface has the same attribute at the same place."));
    }

    /// <summary>Lets a routed method return a type of which members must survive: what the pipeline hands on is the target's result.</summary>
    public static void SuppressedReturn(SourceWriter writer) =>
        writer.Lines(Suppression("IL2073", "The result is the one that the target returned, and the interface says the same of that."));

    /// <summary>The attributes of an accessor, on one line with a space behind, or nothing.</summary>
    public static string Accessor(AccessorModel accessor, string target)
    {
        var text = "";
        foreach (var requirement in accessor.Requirements)
            text += Attribute(requirement) + " ";

        return text + AccessedMembers(accessor.AccessedMembers, target + ": ");
    }

    /// <summary>Which members of a type must survive, with a space behind, or nothing.</summary>
    /// <param name="members">The members, as an enumeration's value.</param>
    /// <param name="target">What the attribute is of, with a colon: <c>return: </c>; empty for what it stands before.</param>
    public static string AccessedMembers(int members, string target = "")
    {
        if (members == 0)
            return "";

        var value = members.ToString(CultureInfo.InvariantCulture);
        return $"[{target}{Namespace}.DynamicallyAccessedMembers(({Namespace}.DynamicallyAccessedMemberTypes)({value}))] ";
    }

    private static string Attribute(Requirement requirement)
    {
        var name = requirement.Kind switch
        {
            RequirementKind.UnreferencedCode => "RequiresUnreferencedCode",
            RequirementKind.DynamicCode => "RequiresDynamicCode",
            _ => "RequiresAssemblyFiles",
        };

        var arguments = new List<string>();
        if (requirement.Message is { } message)
            arguments.Add(Literals.Text(message));

        if (requirement.Url is { } url)
            arguments.Add("Url = " + Literals.Text(url));

        return $"[{Namespace}.{name}({string.Join(", ", arguments)})]";
    }

    private static string Suppression(string warning, string justification) =>
        $"[{Namespace}.UnconditionalSuppressMessage(\"Trimming\", \"{warning}\", Justification = \"{justification}\")]";
}

using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes the class's documentation: the plan of every method in words, those alike together.</summary>
internal static class DocumentationEmitter
{
    public static void Emit(InterfaceModel model, SourceWriter writer)
    {
        var cref = model.InterfaceType.Replace('<', '{').Replace('>', '}');
        writer.Lines($"/// <summary>The ambassador of <see cref=\"{cref}\"/>: it carries every call through the policies set there.</summary>");
        if (!model.Members.Any(member => member is RoutedMethod))
            return;

        writer.Lines("/// <remarks>What the attributes say; configuration may say otherwise.");
        var plans = Plans(model);
        for (var i = 0; i < plans.Length; i++)
        {
            if (plans[i] is { } plan && Array.IndexOf(plans, plan) == i)
                EmitPlan(plan, plans, model, writer);
        }

        writer.Lines("/// </remarks>");
    }

    private static void EmitPlan(string plan, string?[] plans, InterfaceModel model, SourceWriter writer)
    {
        writer.Append("/// <para>");
        var last = "";
        for (var i = 0; i < plans.Length; i++)
        {
            // Overloads stand next to each other, as a rule.
            if (plans[i] != plan || ((RoutedMethod)model.Members[i]).PlainName is var name && name == last)
                continue;

            writer.Append(last.Length == 0 ? "" : ", ").Append(name);
            last = name;
        }

        writer.Lines($": {plan}.</para>");
    }

    // For each member its plan, if it has one. Most methods are like another.
    private static string?[] Plans(InterfaceModel model)
    {
        var plans = new string?[model.Members.Count];
        for (var i = 0; i < plans.Length; i++)
        {
            if (model.Members[i] is RoutedMethod method)
                plans[i] = PlanOfOneLike(method, i, plans, model) ?? Literals.Xml(PlanText.Of(method, model.Settings));
        }

        return plans;
    }

    private static string? PlanOfOneLike(RoutedMethod method, int index, string?[] plans, InterfaceModel model)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (model.Members[i] is RoutedMethod other && PlanText.IsSame(method, other, model.Settings))
                return plans[i];
        }

        return null;
    }
}

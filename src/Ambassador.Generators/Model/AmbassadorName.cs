namespace Ambassador.Generators.Model;

/// <summary>What an ambassador is called.</summary>
/// <param name="Namespace">Its namespace, not escaped; empty for the global one.</param>
/// <param name="ClassName">Its class, without type parameters.</param>
/// <param name="Arity">How many type parameters the class has.</param>
internal readonly record struct AmbassadorName(string Namespace, string ClassName, int Arity)
{
    public override string ToString() =>
        (Namespace.Length == 0 ? ClassName : Namespace + "." + ClassName) + (Arity == 0 ? "" : "`" + Arity);
}

using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes how a call struct says which arguments choose its target.</summary>
internal static class HashKeyEmitter
{
    /// <summary>What the struct implements for it, after a comma; empty where no argument does.</summary>
    public static string Interface(RoutedMethod method) => HasKey(method) ? ", global::Ambassador.Targets.IHashedCall" : "";

    public static void Emit(RoutedMethod method, SourceWriter writer)
    {
        if (!HasKey(method))
            return;

        var hash = "";
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (IsKey(method, i))
                hash = $"global::Ambassador.Targets.HashedKey.Of(_{i}{(hash.Length == 0 ? "" : ", " + hash)})";
        }

        writer.Lines($"public ulong? HashKey() => {hash};");
    }

    private static bool HasKey(RoutedMethod method)
    {
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (IsKey(method, i))
                return true;
        }

        return false;
    }

    private static bool IsKey(RoutedMethod method, int parameter) => method.Parameters[parameter].IsHashKey && parameter != method.TokenIndex;
}

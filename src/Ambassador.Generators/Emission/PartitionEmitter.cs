using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Writes how a call struct says which arguments its limits are partitioned by.</summary>
internal static class PartitionEmitter
{
    /// <summary>What the struct implements for it, after a comma; empty where nothing is partitioned.</summary>
    public static string Interface(RoutedMethod method) => method.Partitions.Count == 0 ? "" : ", global::Ambassador.Limiting.IPartitionedCall";

    public static void Emit(RoutedMethod method, SourceWriter writer)
    {
        if (method.Partitions.Count == 0)
            return;

        writer.Lines("public void Partition(ref global::Ambassador.Limiting.LimitChoice limits)").Open();
        foreach (var partition in method.Partitions)
            writer.Lines($"limits.{partition.Limit}By(_{partition.Parameter});");

        writer.Close();
    }
}

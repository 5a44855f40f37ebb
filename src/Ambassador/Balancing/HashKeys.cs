using System.IO.Hashing;
using System.Text;
using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>What targets and keys are hashed to: xxHash64, as in Envoy.</summary>
internal static class HashKeys
{
    /// <summary>The label that a target is known by instead of its address. Envoy has it in the metadata <c>envoy.lb</c>.</summary>
    private const string Label = "hash_key";

    /// <summary>What a target is known by.</summary>
    public static string Of(Target target) =>
        target.Endpoint.Labels.TryGetValue(Label, out var key) && key.Length > 0 ? key : target.Endpoint.Address;

    public static ulong Hash(string key, long seed = 0) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(key), seed);

    /// <summary>The hash to go by for an attempt: that of its key, or any.</summary>
    public static ulong For(ulong? hash, Func<double> random) => hash ?? (ulong)(random() * (1L << 53)) << 11;

    /// <summary>A number from 0 to below 1 that a hash always gives, and that has nothing to do with its remainders.</summary>
    public static double ToShare(ulong hash) => (Mix(hash) >> 11) * (1.0 / (1L << 53));

    /// <summary>Another hash that depends on every bit of one (the finalizer of SplitMix64).</summary>
    public static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }
}

using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Ambassador.Tests.Balancing;

/// <summary>Every algorithm there is, but for some.</summary>
internal sealed class EveryAlgorithmAttribute(params BalancingAlgorithm[] except) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<BalancingAlgorithm>().Except(except).Select(algorithm => new TheoryDataRow<BalancingAlgorithm>(algorithm))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

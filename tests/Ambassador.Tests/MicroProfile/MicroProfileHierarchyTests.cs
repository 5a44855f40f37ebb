using Polly.CircuitBreaker;

namespace Ambassador.Tests.MicroProfile;

/// <summary>
/// The tables of RetryExceptionHierarchyTest and CircuitBreakerExceptionHierarchyTest: what holds for an exception when several types in its hierarchy are named.
/// MicroProfile lets the exempting type win wherever it stands; here the most derived type wins. What a row says of MicroProfile is where the two part.
/// </summary>
public class MicroProfileHierarchyTests
{
    public static TheoryData<char, Exception, bool, bool> Table { get; } = new()
    {
        // the policy, what fails, whether it is a failure to MicroProfile, and here
        { 'A', new OtherException(), false, false },
        { 'A', new E0(), true, true },
        { 'A', new E1(), false, false },
        { 'A', new E2(), false, true },
        { 'A', new E2S(), false, true },
        { 'A', new E1S(), false, false },
        { 'A', new E0S(), true, true },
        { 'A', new InvalidOperationException(), false, false },
        { 'A', new NotSupportedException(), false, false },
        { 'B', new OtherException(), true, true },
        { 'B', new E0(), false, false },
        { 'B', new E1(), false, true },
        { 'B', new E2(), false, false },
        { 'B', new E2S(), false, false },
        { 'B', new E1S(), false, true },
        { 'B', new E0S(), false, false },
        { 'B', new InvalidOperationException(), true, true },
        { 'B', new NotSupportedException(), false, false },
        { 'C', new OtherException(), false, false },
        { 'C', new E0(), false, false },
        { 'C', new E1(), false, true },
        { 'C', new E2(), false, true },
        { 'C', new E2S(), false, true },
        { 'C', new E1S(), false, true },
        { 'C', new E0S(), false, false },
        { 'C', new InvalidOperationException(), false, false },
        { 'C', new NotSupportedException(), false, false },
    };

    [Theory, MemberData(nameof(Table))]
    public async Task The_most_derived_type_that_is_named_says_whether_a_failure_is_retried(char policy, Exception failure, bool toMicroProfile, bool here)
    {
        var service = new Hierarchy(failure);
        using var runtime = new AmbassadorRuntime();
        IHierarchy hierarchy = new HierarchyAmbassador(service, runtime);

        await Assert.ThrowsAsync(failure.GetType(), () => policy switch
        {
            'A' => hierarchy.RetryAAsync(),
            'B' => hierarchy.RetryBAsync(),
            _ => hierarchy.RetryCAsync(),
        });

        Assert.Equal(here ? 2 : 1, service.Attempts);
        AssertPartsOnlyWhereTheMostDerivedIsNotExempt(policy, failure, toMicroProfile, here);
    }

    [Theory, MemberData(nameof(Table))]
    public async Task The_most_derived_type_that_is_named_says_whether_a_failure_counts(char policy, Exception failure, bool toMicroProfile, bool here)
    {
        using var runtime = new AmbassadorRuntime();
        IHierarchy hierarchy = new HierarchyAmbassador(new Hierarchy(failure), runtime);
        Func<Task> call = policy switch
        {
            'A' => hierarchy.BreakAAsync,
            'B' => hierarchy.BreakBAsync,
            _ => hierarchy.BreakCAsync,
        };

        await Assert.ThrowsAsync(failure.GetType(), call);

        await Assert.ThrowsAsync(here ? typeof(BrokenCircuitException) : failure.GetType(), call);
        AssertPartsOnlyWhereTheMostDerivedIsNotExempt(policy, failure, toMicroProfile, here);
    }

    // In each policy the exempt type is E1, E0 and E2, or E0.
    private static void AssertPartsOnlyWhereTheMostDerivedIsNotExempt(char policy, Exception failure, bool toMicroProfile, bool here)
        => Assert.Equal(toMicroProfile != here, here && (policy == 'A' ? failure is E2 : failure is E1));
}

/// <summary>A: failures are E0 and E2, exempt is E1. B: failures are all and E1, exempt are E0 and E2. C: failures are E1 and E2, exempt is E0.</summary>
[Ambassador(RetryDelayMs = 0)]
public interface IHierarchy
{
    [Retry(1, On = typeof(E0)), Retry(1, On = typeof(E2)), Retry(0, NotOn = typeof(E1))]
    Task RetryAAsync();

    [Retry(1, NotOn = typeof(E0)), Retry(1, On = typeof(E1)), Retry(1, NotOn = typeof(E2))]
    Task RetryBAsync();

    [Retry(1, On = typeof(E1)), Retry(1, On = typeof(E2)), Retry(0, NotOn = typeof(E0))]
    Task RetryCAsync();

    [CircuitBreaker(1, MinimumThroughput = 1, On = typeof(E0), NotOn = typeof(E1)), CircuitBreaker(On = typeof(E2))]
    Task BreakAAsync();

    [CircuitBreaker(1, MinimumThroughput = 1, On = typeof(Exception), NotOn = typeof(E0)), CircuitBreaker(On = typeof(E1), NotOn = typeof(E2))]
    Task BreakBAsync();

    [CircuitBreaker(1, MinimumThroughput = 1, On = typeof(E1), NotOn = typeof(E0)), CircuitBreaker(On = typeof(E2))]
    Task BreakCAsync();
}

internal sealed class Hierarchy(Exception failure) : IHierarchy
{
    public int Attempts { get; private set; }

    public Task RetryAAsync() => FailAsync();

    public Task RetryBAsync() => FailAsync();

    public Task RetryCAsync() => FailAsync();

    public Task BreakAAsync() => FailAsync();

    public Task BreakBAsync() => FailAsync();

    public Task BreakCAsync() => FailAsync();

    private Task FailAsync()
    {
        Attempts++;
        return Task.FromException(failure);
    }
}

namespace Ambassador.Concurrency.Tests.Exploration;

/// <summary>Operations that run concurrently, and what must hold when all have ended.</summary>
internal sealed record Scenario(IReadOnlyList<Action> Operations, Action Check);

/// <summary>
/// Runs a scenario in every order of its steps with at most so many preemptions, each exactly once: a systematic search as that of CHESS (Musuvathi and
/// others, OSDI 2008), whose finding is that two preemptions bring most errors of this kind to light.
/// </summary>
internal static class Explorer
{
    // Threads that wait for their turn must not keep others from being started.
    static Explorer() => ThreadPool.SetMinThreads(32, 32);

    /// <returns>How many orders there are.</returns>
    public static int Explore(Func<Scenario> setUp, int maxPreemptions = 2)
    {
        // What is done once in the life of a process must not be done in the first execution only.
        new Execution(new Schedule(maxPreemptions: 0), setUp().Operations).Run();

        var schedule = new Schedule(maxPreemptions);
        var executions = 0;
        do
        {
            executions++;
            var scenario = setUp();
            var execution = new Execution(schedule, scenario.Operations);
            execution.Run();
            var error = execution.Error ?? Record.Exception(scenario.Check);
            if (error is not null)
                throw new ExplorationException(executions, execution.Trace, error);
        }
        while (schedule.MoveNext());

        TestContext.Current.TestOutputHelper?.WriteLine($"{executions} orders");

        return executions;
    }
}

/// <summary>An order of steps that ends otherwise than it must.</summary>
internal sealed class ExplorationException(int execution, string trace, Exception error)
    : Exception($"Order {execution}: {error.Message}{Environment.NewLine}{trace}", error);

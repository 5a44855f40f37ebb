using System.Diagnostics;
using Ambassador.Generators;
using Ambassador.Generators.Benchmarks;
using Ambassador.Generators.Emission;
using Ambassador.Generators.Extraction;

const int WarmUps = 2;
const int Runs = 7;
const int RuleRuns = 5;

// The rules alone, over so many interfaces.
if (args is ["rules", ..])
{
    await PrintRules(args.Length > 1 ? int.Parse(args[1], null) : 1_000);
    return;
}

// Rivals can be left out by name: the slow ones take their time.
var contestants = new[] { Contestant.Nothing, Contestant.Ambassador, Contestant.Refit, Contestant.Mapperly }
    .Where(contestant => args.Length == 0 || args.Any(name => contestant.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)));

Console.WriteLine($"Medians of {Runs} warm runs: milliseconds, megabytes allocated, files written.\n");
Console.WriteLine("| 1 000 interfaces of ten members | cold | unrelated edit | a member more in another class | edit of one interface |");
Console.WriteLine("| --- | --- | --- | --- | --- |");
foreach (var contestant in contestants)
    Print(contestant.Name, () => Typical(contestant, 1_000));

Print("Ambassador, 4 000 of them", () => Typical(Contestant.Ambassador, 4_000));
Print("Ambassador, 100 of other assemblies", Foreign);
PrintDatabase();
await PrintRules(1_000);

static Cost[] Typical(Contestant contestant, int files)
{
    var project = new Project(contestant.Create(), [.. Enumerable.Range(0, files).Select(number => contestant.File(number, 3)), Workload.Unrelated[0]]);
    return
    [
        project.Run(),
        project.Edit(files, Workload.Unrelated[1]),
        project.Edit(files, Workload.Unrelated[2]),
        project.Edit(7, contestant.File(7, 4)),
    ];
}

// The last edit is one more attribute, in front of the others.
static Cost[] Foreign()
{
    var assemblies = new[] { typeof(object), typeof(System.ComponentModel.IComponent), typeof(System.ComponentModel.Design.IDesigner), typeof(System.Data.IDbCommand) };
    var interfaces = assemblies.Select(type => type.Assembly).Distinct().SelectMany(assembly => assembly.GetExportedTypes())
        .Where(type => type is { IsInterface: true, IsGenericType: false, IsNested: false } && !type.IsDefined(typeof(ObsoleteAttribute), inherit: false))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Take(101)
        .Select(type => $"[assembly: Ambassador.AmbassadorFor(typeof(global::{type.FullName}), Retry = 3)]")
        .ToArray();

    var project = new Project(Contestant.Ambassador.Create(), [string.Join("\n", interfaces[1..]), Workload.Unrelated[0]]);
    return
    [
        project.Run(),
        project.Edit(1, Workload.Unrelated[1]),
        project.Edit(1, Workload.Unrelated[2]),
        project.Edit(0, string.Join("\n", interfaces)),
    ];
}

static void Print(string name, Func<Cost[]> measure)
{
    for (var i = 0; i < WarmUps; i++)
        measure();

    var runs = Enumerable.Range(0, Runs).Select(_ => measure()).ToArray();
    var cells = Enumerable.Range(0, runs[0].Length).Select(step =>
        $"{Median(runs.Select(run => run[step].Milliseconds)):0} ms, {Median(runs.Select(run => run[step].Megabytes)):0.0} MB, {runs[0][step].Files}");
    Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");
}

// The second project has what a real one has too: what implements its interfaces. The third asks for ambassadors of interfaces that carry no attribute.
static async Task PrintRules(int interfaces)
{
    var guarded = Enumerable.Range(0, interfaces).Select(Workload.Guarded).ToArray();
    var implemented = guarded.Concat(Enumerable.Range(0, interfaces).Select(Workload.Implementation)).ToArray();
    Console.WriteLine($"\nMedians of {RuleRuns} warm builds.\n");
    Console.WriteLine($"| {interfaces} interfaces of ten members | no analyzer | one that says nothing | all rules | time | bytes | findings |");
    Console.WriteLine("| --- | --- | --- | --- | ---: | ---: | ---: |");
    await new RulesCost("interfaces alone", guarded).PrintAsync(warmUps: 1, RuleRuns);
    var all = new RulesCost("with their implementations", implemented);
    await all.PrintAsync(warmUps: 1, RuleRuns);
    await new RulesCost("named by the assembly, in 20 files", [.. guarded.Select(Workload.Plain), .. Workload.Annotations(interfaces, 20)]).PrintAsync(warmUps: 1, RuleRuns);
    Console.WriteLine();
    await all.PrintAnalyzersAsync();
}

// From the model, which is what an edit leaves to be done, and with the reading of the interface.
static void PrintDatabase()
{
    var project = new Project([], ["[assembly: Ambassador.AmbassadorFor(typeof(StackExchange.Redis.IDatabase), Retry = 3)]"]);
    var type = project.Compilation.GetTypeByMetadataName("StackExchange.Redis.IDatabase")!;
    var reading = Time(() => InterfaceReader.Read(type, project.Compilation, CancellationToken.None));
    var model = InterfaceReader.Read(type, project.Compilation, CancellationToken.None)!;
    var writing = Time(() => InterfaceEmitter.Emit(model));
    Console.WriteLine(
        $"\nStackExchange.Redis' IDatabase, {model.Members.Count} members: read in {reading:0.0} ms, written in {writing:0.0} ms ({InterfaceEmitter.Emit(model).Length} characters).");
}

static double Time(Action action)
{
    var times = new List<double>();
    for (var i = 0; i < 200; i++)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    return Median(times.Skip(100));
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}

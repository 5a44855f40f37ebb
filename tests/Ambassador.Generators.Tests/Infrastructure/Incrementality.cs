using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Tests.Infrastructure;

/// <summary>Proves that an edit costs no more than it must.</summary>
internal static class Incrementality
{
    private const string Bystander =
        """
        namespace Bystanders
        {
            [global::Ambassador.Ambassador(Retry = 1)]
            public interface IBystander
            {
                global::System.Threading.Tasks.Task PingAsync();
            }
        }
        """;

    /// <summary>An edit that concerns no annotated interface changes no step and writes no file.</summary>
    public static void AssertUnrelatedEditWritesNothing(CSharpCompilation compilation)
    {
        var unrelated = Compile.Parse("class Unrelated { }", "Source.Unrelated.cs");
        var before = compilation.AddSyntaxTrees(unrelated);
        var after = before.ReplaceSyntaxTree(unrelated, Compile.Parse("class Unrelated { int _field; void Method() { } }", "Source.Unrelated.cs"));

        var result = RunTwice(before, after);

        foreach (var step in OurSteps)
        {
            foreach (var run in result.TrackedSteps.GetValueOrDefault(step, []))
                Assert.All(run.Outputs, output => Assert.True(IsSame(output.Reason), $"{step}: {output.Reason}"));
        }

        Assert.Empty(Written(result));
    }

    /// <summary>Of two interfaces, the edited one's file is written again and no other, the registration included.</summary>
    public static void AssertEditOfOneInterfaceWritesOneFile(CSharpCompilation compilation)
    {
        var bystander = Compile.Parse(Bystander, "Source.Bystander.cs");
        var before = compilation.AddSyntaxTrees(bystander);
        var after = before.ReplaceSyntaxTree(bystander, Compile.Parse(Bystander.Replace("Retry = 1", "Retry = 2", StringComparison.Ordinal), "Source.Bystander.cs"));

        Assert.Equal("Bystanders.BystanderAmbassador.g.cs", Assert.Single(Written(RunTwice(before, after))));
    }

    /// <summary>The files written for an edit of the first of several sources, in order.</summary>
    public static List<string> WrittenOnAnEdit(string before, string after, params string[] others)
    {
        var compilation = Compile.Sources([before, .. others]);
        return Written(RunTwice(compilation, compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Compile.Parse(after, "Source0.cs"))));
    }

    /// <summary>The files written for a compilation not seen before, in order.</summary>
    public static List<string> WrittenOnTheFirstRun(params string[] sources) =>
        Written(Compile.Driver().RunGenerators(Compile.Sources(sources), TestContext.Current.CancellationToken).GetRunResult().Results.Single());

    /// <summary>No value that a step of ours hands on refers to a symbol, a node or a compilation, however deep.</summary>
    public static void AssertKeepsNothingOfTheCompiler(CSharpCompilation compilation)
    {
        var result = Compile.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        foreach (var step in OurSteps)
        {
            foreach (var output in result.TrackedSteps[step].SelectMany(run => run.Outputs))
                AssertOwn(output.Value, step, []);
        }
    }

    private static void AssertOwn(object? value, string step, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;

        var type = value.GetType();
        Assert.False(type.Namespace!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{step} keeps a {type}.");
        if (value is System.Collections.IEnumerable items)
        {
            foreach (var item in items)
                AssertOwn(item, step, seen);
        }

        foreach (var field in type.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
            AssertOwn(field.GetValue(value), step, seen);
    }

    private static IEnumerable<string> OurSteps => typeof(AmbassadorGenerator.Steps).GetFields().Select(constant => (string)constant.GetRawConstantValue()!);

    /// <summary>What there is after a second run of the same driver.</summary>
    public static GeneratorRunResult RunTwice(Compilation before, Compilation after)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return Compile.Driver().RunGenerators(before, cancellationToken).RunGenerators(after, cancellationToken).GetRunResult().Results.Single();
    }

    /// <summary>The names of the files of those output steps that ran anew, in order.</summary>
    public static List<string> Written(GeneratorRunResult result)
    {
        var names = new List<string>();
        foreach (var step in result.TrackedOutputSteps.SelectMany(pair => pair.Value))
        {
            if (step.Outputs.All(output => IsSame(output.Reason)))
                continue;

            var (source, index) = step.Inputs[0];
            names.Add(source.Outputs[index].Value is ValueTuple<InterfaceModel, string> file ? file.Item2 : "registration");
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static bool IsSame(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}

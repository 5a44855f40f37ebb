using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Tests.Infrastructure;

public class HostTests
{
    private static readonly Version s_oldest = new(5, 0, 0, 0);

    [Fact]
    public void The_generator_is_built_for_the_oldest_compiler() => Assert.Equal(
        s_oldest,
        typeof(AmbassadorGenerator).Assembly.GetReferencedAssemblies().Single(assembly => assembly.Name == "Microsoft.CodeAnalysis.CSharp").Version);

    [Fact]
    public void It_runs_on_the_compiler_that_was_asked_for()
    {
        var asked = typeof(HostTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RoslynVersion").Value;

        Assert.Equal(
            string.IsNullOrEmpty(asked) ? s_oldest : new Version(asked + ".0"),
            typeof(CSharpCompilation).Assembly.GetName().Version);
    }
}

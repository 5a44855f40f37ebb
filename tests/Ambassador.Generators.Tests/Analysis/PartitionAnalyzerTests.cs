using System.Globalization;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Analysis;

public class PartitionAnalyzerTests
{
    [Theory]
    [InlineData("[Bulkhead(1, PartitionBy = \"tenant\")] int Get(int id);", "IX.Get(int): [Bulkhead] is partitioned by 'tenant', which is not one of the method's arguments")]
    [InlineData("[RateLimit(1, PartitionBy = \"ID\")] int Get(int id);", "IX.Get(int): [RateLimit] is partitioned by 'ID', which is not one of the method's arguments")]
    [InlineData("[RateLimit(1, PartitionBy = \"\")] int Get(int id);", "IX.Get(int): [RateLimit] is partitioned by '', which is not one of the method's arguments")]
    [InlineData("[Bulkhead(1, PartitionBy = \"token\")] int Get(System.Threading.CancellationToken token);", "IX.Get(CancellationToken): [Bulkhead] is partitioned by 'token', which is not one of the method's arguments")]
    public async Task A_name_that_is_no_arguments(string method, string message)
    {
        var source = $"using Ambassador; [Ambassador] public interface IX {{ {method} }}";
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(source), "AMB0020"));

        Assert.Equal("AMB0020", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.StartsWith("PartitionBy = ", source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_an_interface_it_holds_for_every_routed_method_that_does_not_say_otherwise()
    {
        const string Source = """
            using Ambassador;

            public interface IBase { int Inherited(); }

            [Ambassador, Bulkhead(1, PartitionBy = "id")]
            public interface IX : IBase
            {
                int Has(int id);
                int HasNot();
                [Bulkhead(2)] int InheritsTheName();
                [Bulkhead(2, PartitionBy = null)] int SaysOtherwise();
                bool Forwarded(out int value);
                static int Static() => 1;
                int Property { get; }
            }
            """;

        Assert.Equal(
            ["IBase.Inherited()", "IX.HasNot()", "IX.InheritsTheName()"],
            (await Compile.AnalyzeAsync(Compile.Sources(Source), "AMB0020")).Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Split(':')[0]).Order());
    }

    [Fact]
    public void The_ambassador_is_written_with_one_limit_in_all()
    {
        var compilation = Compile.Sources("using Ambassador; [Ambassador] public interface IX { [Bulkhead(7, PartitionBy = \"tenant\")] int Get(int id); }");
        compilation.WithGenerated().AssertCompiles();
        var file = Compile.Generate(compilation)["XAmbassador.g.cs"];

        Assert.Contains("Bulkhead = 7", file, StringComparison.Ordinal);
        Assert.DoesNotContain("IPartitionedCall", file, StringComparison.Ordinal);
    }
}

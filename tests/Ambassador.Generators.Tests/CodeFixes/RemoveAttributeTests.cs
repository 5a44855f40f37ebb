using Ambassador.CodeFixes;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.CodeFixes;

public class RemoveAttributeTests
{
    [Theory]
    [InlineData("    [Ambassador(Retry = 1)]\n    ref int M();\n", "    ref int M();\n")]
    [InlineData("    [Ambassador(Retry = 1)] ref int M();\n", "    ref int M();\n")]
    [InlineData("    [Ambassador(Retry = 1), Obsolete]\n    ref int M();\n", "    [Obsolete]\n    ref int M();\n")]
    [InlineData("    [Obsolete, Ambassador(Retry = 1)]\n    ref int M();\n", "    [Obsolete]\n    ref int M();\n")]
    [InlineData("    [Obsolete]\n    [Ambassador(Retry = 1)] // why\n    ref int M();\n", "    [Obsolete]\n    ref int M();\n")]
    [InlineData("    [Ambassador(Retry = 1)]\n    [Obsolete]\n    ref int M();\n", "    [Obsolete]\n    ref int M();\n")]
    [InlineData("    /// <summary>M.</summary>\n    [Ambassador(Retry = 1)]\n    ref int M();\n", "    /// <summary>M.</summary>\n    ref int M();\n")]
    [InlineData("    Task OkAsync();\n\n    // one\n    [Ambassador(Retry = 1)]\n    // two\n    ref int M();\n", "    Task OkAsync();\n\n    // one\n    // two\n    ref int M();\n")]
    [InlineData("#if !NO\n    [Ambassador(Retry = 1)]\n#endif\n    ref int M();\n", "#if !NO\n#endif\n    ref int M();\n")]
    public async Task Of_a_method(string before, string after)
    {
        const string Head = "using Ambassador;\nusing System;\nusing System.Threading.Tasks;\n\n[Ambassador(Retry = 3)]\npublic interface IX\n{\n";

        var fixing = new Fixing(new RemoveAttributeFix(), Head + before + "}\n");
        Assert.Equal(Head + after + "}\n", Assert.Single(await fixing.FixFirstAsync()));
    }

    [Theory]
    [InlineData("[assembly: AmbassadorFor(typeof(IX))]\n[assembly: AmbassadorForMethod(typeof(IX), \"M\")]\n\n", "[assembly: AmbassadorFor(typeof(IX))]\n\n")]
    [InlineData("[assembly: AmbassadorForMethod(typeof(IX), \"M\")]\n[assembly: AmbassadorFor(typeof(IX))]\n\n", "[assembly: AmbassadorFor(typeof(IX))]\n\n")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX)), AmbassadorForMethod(typeof(IX), \"M\")]\n\n", "[assembly: AmbassadorFor(typeof(IX))]\n\n")]
    public async Task Of_the_assembly(string before, string after)
    {
        const string Head = "using Ambassador;\n\n";
        const string Tail = "public interface IX { ref int M(); }\n";

        var fixing = new Fixing(new RemoveAttributeFix(), Head + before + Tail);
        Assert.Equal(Head + after + Tail, Assert.Single(await fixing.FixFirstAsync()));
    }

    [Theory]
    [InlineData("[Ambassador(RetryDelayMs = 5)]\n", "[Ambassador]\n")]
    [InlineData("[Ambassador(TimeoutMs = 5, RetryDelayMs = 5)] // why\n", "[Ambassador(TimeoutMs = 5)] // why\n")]
    [InlineData("[Ambassador(RetryDelayMs = 5, TimeoutMs = 5)]\n", "[Ambassador(TimeoutMs = 5)]\n")]
    [InlineData("[Ambassador, CircuitBreaker(BreakSeconds = 5)]\n", "[Ambassador]\n")]
    [InlineData("[Ambassador]\n[CircuitBreaker(BreakSeconds = 5)]\n", "[Ambassador]\n")]
    [InlineData("[Ambassador]\n// one\n[Hedge(200)]\n// two\n", "[Ambassador]\n// one\n// two\n")]
    [InlineData("[Ambassador(\n    TimeoutMs = 5,\n    RetryDelayMs = 5,\n    CacheSeconds = 1)]\n", "[Ambassador(\n    TimeoutMs = 5,\n    CacheSeconds = 1)]\n")]
    public async Task Of_a_detail(string before, string after)
    {
        const string Head = "using Ambassador;\nusing System.Threading.Tasks;\n\n";
        const string Tail = "public interface IX\n{\n    Task<int> OkAsync();\n}\n";

        var fixing = new Fixing(new RemoveAttributeFix(), Head + before + Tail);
        Assert.Equal(Head + after + Tail, Assert.Single(await fixing.FixFirstAsync()));
    }

    [Fact]
    public async Task Details_and_attributes_at_once()
    {
        var fixing = new Fixing(
            new RemoveAttributeFix(),
            """
            using Ambassador;
            using System.Threading.Tasks;

            [Ambassador(RetryDelayMs = 5, RetryMaxDelayMs = 500, CacheSeconds = 1), CircuitBreaker(BreakSeconds = 5, Probes = 2)]
            [RetryBudget(0.1, TtlSeconds = 5)]
            public interface IX
            {
                [Retry(3)]
                ref int M();

                [Hedge(200), Timeout(100)]
                Task<int> OkAsync();
            }
            """);

        Assert.Equal(
            [
                """
                using Ambassador;
                using System.Threading.Tasks;

                [Ambassador(CacheSeconds = 1)]
                public interface IX
                {
                    ref int M();

                    [Timeout(100)]
                    Task<int> OkAsync();
                }
                """,
            ],
            await fixing.FixAllAsync());
    }

    [Fact]
    public async Task All_at_once()
    {
        var fixing = new Fixing(
            new RemoveAttributeFix(),
            """
            using Ambassador;

            [assembly: AmbassadorFor(typeof(IX))]
            [assembly: AmbassadorForMethod(typeof(IX), "M")]
            [assembly: AmbassadorForMethod(typeof(IX), "N"), AmbassadorForMethod(typeof(IX), "O")]

            public interface IX
            {
                ref int M();
                ref int N();
                ref int O();
            }
            """,
            """
            using Ambassador;

            [Ambassador(Retry = 1)]
            public interface IY
            {
                [Ambassador(Retry = 2)]
                ref int M();

                [Ambassador(Retry = 3)]
                int Routed();

                [Ambassador(TimeoutMs = 4)]
                void N(out int n);
            }
            """);

        Assert.Equal(
            [
                """
                using Ambassador;

                [assembly: AmbassadorFor(typeof(IX))]

                public interface IX
                {
                    ref int M();
                    ref int N();
                    ref int O();
                }
                """,
                """
                using Ambassador;

                [Ambassador(Retry = 1)]
                public interface IY
                {
                    ref int M();

                    [Ambassador(Retry = 3)]
                    int Routed();

                    void N(out int n);
                }
                """,
            ],
            await fixing.FixAllAsync());
    }
}

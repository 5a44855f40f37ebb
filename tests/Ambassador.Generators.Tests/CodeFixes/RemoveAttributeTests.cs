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

using Ambassador.CodeFixes;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.CodeFixes;

public class RetriedWriteTests
{
    private const string Mark = "Mark the method [Idempotent]";
    private const string SwitchOff = "Set Retry = 0";

    [Theory]
    [InlineData("    Task SaveAsync();\n", "    [Idempotent]\n    Task SaveAsync();\n")]
    [InlineData("    // Keeps it.\n    [Timeout(5)]\n    Task SaveAsync(); // at once\n", "    // Keeps it.\n    [Idempotent]\n    [Timeout(5)]\n    Task SaveAsync(); // at once\n")]
    [InlineData("    int P { get; } Task SaveAsync();\n", "    int P { get; }\n    [Idempotent]\n    Task SaveAsync();\n")]
    [InlineData("    [Ambassador(Retry = 2)]\n    Task SaveAsync();\n", "    [Idempotent]\n    [Ambassador(Retry = 2)]\n    Task SaveAsync();\n")]
    public Task Can_be_repeated(string before, string after) => FixesAsync(Mark, "using Ambassador;\nusing System.Threading.Tasks;\n\n[Ambassador(Retry = 3)]", before, after);

    [Theory]
    [InlineData("    Task SaveAsync();\n", "    [Ambassador(Retry = 0)]\n    Task SaveAsync();\n")]
    [InlineData("    /// <summary>Keeps it.</summary>\n    Task SaveAsync();\n", "    /// <summary>Keeps it.</summary>\n    [Ambassador(Retry = 0)]\n    Task SaveAsync();\n")]
    [InlineData("    [Ambassador(CacheSeconds = 0)] // why\n    Task SaveAsync();\n", "    [Ambassador(CacheSeconds = 0, Retry = 0)] // why\n    Task SaveAsync();\n")]
    [InlineData("    [Ambassador]\n    Task SaveAsync();\n", "    [Ambassador(Retry = 0)]\n    Task SaveAsync();\n")]
    [InlineData("    [Ambassador(Retry = 2, CacheSeconds = 0)]\n    Task SaveAsync();\n", "    [Ambassador(Retry = 0, CacheSeconds = 0)]\n    Task SaveAsync();\n")]
    [InlineData("    [Retry(2)]\n    Task SaveAsync();\n", "    [Retry(0)]\n    Task SaveAsync();\n")]
    public Task Is_not_to_be_repeated(string before, string after) => FixesAsync(SwitchOff, "using Ambassador;\nusing System.Threading.Tasks;\n\n[Ambassador(Retry = 3)]", before, after);

    [Theory]
    [InlineData(Mark, "using Ambassador;\n", "[Idempotent]")]
    [InlineData(SwitchOff, "using Ambassador;\n", "[Retry(0)]")]
    public async Task Of_an_interface_that_the_assembly_annotates(string title, string import, string attribute)
    {
        var fixing = new Fixing(
            new RetriedWriteFix(),
            "using System.Threading.Tasks;\n\nnamespace Shop;\n\npublic interface IX\n{\n    Task SaveAsync();\n}\n",
            "[assembly: Ambassador.AmbassadorFor(typeof(Shop.IX), Retry = 3)]\n");

        Assert.Equal(
            $"{import}using System.Threading.Tasks;\n\nnamespace Shop;\n\npublic interface IX\n{{\n    {attribute}\n    Task SaveAsync();\n}}\n",
            (await CompilingAsync(fixing.FixFirstAsync(title)))[0]);
    }

    [Theory]
    [InlineData(Mark, "[Idempotent]")]
    [InlineData(SwitchOff, "[Ambassador(Retry = 0)]")]
    public async Task All_at_once(string title, string attribute)
    {
        var fixing = new Fixing(
            new RetriedWriteFix(),
            """
            using Ambassador;

            [Ambassador(Retry = 3)]
            public interface IX
            {
                int Get(int id);

                // Sends it.
                void Send(int id);

                void Pay(int id);
            }
            """,
            """
            using Ambassador;

            [Ambassador(Retry = 3)]
            public interface IY
            {
                void Create();
            }
            """);

        Assert.Equal(
            [
                $$"""
                using Ambassador;

                [Ambassador(Retry = 3)]
                public interface IX
                {
                    int Get(int id);

                    // Sends it.
                    {{attribute}}
                    void Send(int id);

                    {{attribute}}
                    void Pay(int id);
                }
                """,
                $$"""
                using Ambassador;

                [Ambassador(Retry = 3)]
                public interface IY
                {
                    {{attribute}}
                    void Create();
                }
                """,
            ],
            await CompilingAsync(fixing.FixAllAsync(title)));
    }

    [Fact]
    public async Task Retries_by_type_of_exception_are_not_switched_off_by_a_count()
    {
        var fixing = new Fixing(
            new RetriedWriteFix(),
            "using Ambassador; using System; [Ambassador, Retry(3), Retry(2, On = typeof(TimeoutException))] public interface IX { void Save(); }");

        Assert.Equal([Mark], await fixing.TitlesAsync());
    }

    private static async Task FixesAsync(string title, string head, string before, string after)
    {
        var fixing = new Fixing(new RetriedWriteFix(), head + "\npublic interface IX\n{\n" + before + "}\n");
        Assert.Equal(head + "\npublic interface IX\n{\n" + after + "}\n", Assert.Single(await CompilingAsync(fixing.FixFirstAsync(title))));
    }

    private static async Task<IReadOnlyList<string>> CompilingAsync(Task<IReadOnlyList<string>> fixing)
    {
        var files = await fixing;
        Compile.Sources([.. files]).WithGenerated().AssertCompiles();
        return files;
    }
}

using Ambassador.CodeFixes;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.CodeFixes;

public class IgnoreInCacheKeyTests
{
    private const string Head = "using Ambassador;\nusing System.Threading.Tasks;\n\n[Ambassador(CacheSeconds = 60)]\npublic interface IX\n{\n";

    [Theory]
    [InlineData("    Task<int> M(int[] ids);\n", "    Task<int> M([CacheKeyIgnore] int[] ids);\n")]
    [InlineData("    int M(int id, int[] ids);\n", "    int M(int id, [CacheKeyIgnore] int[] ids);\n")]
    [InlineData("    int M(in int[] ids);\n", "    int M([CacheKeyIgnore] in int[] ids);\n")]
    [InlineData("    int M(params int[] ids);\n", "    int M([CacheKeyIgnore] params int[] ids);\n")]
    [InlineData("    int M([HashKey] int[] ids);\n", "    int M([CacheKeyIgnore] [HashKey] int[] ids);\n")]
    [InlineData("    int M(/* which */ int[] ids /* these */);\n", "    int M(/* which */ [CacheKeyIgnore] int[] ids /* these */);\n")]
    [InlineData("    int M(\n        int id, // one\n        // two\n        int[]? ids);\n", "    int M(\n        int id, // one\n        // two\n        [CacheKeyIgnore] int[]? ids);\n")]
    public async Task Of_one_parameter(string before, string after)
    {
        var fixing = new Fixing(new IgnoreInCacheKeyFix(), Head + before + "}\n");
        Assert.Equal(Head + after + "}\n", Assert.Single(await fixing.FixFirstAsync()));
    }

    [Fact]
    public async Task Without_a_using()
    {
        var fixing = new Fixing(new IgnoreInCacheKeyFix(), "namespace Shop;\n\n[Ambassador.Ambassador(CacheSeconds = 60)]\npublic interface IX\n{\n    int M(int[] ids);\n}\n");
        var text = Assert.Single(await fixing.FixFirstAsync());

        Assert.Contains("CacheKeyIgnore] int[] ids);", text, StringComparison.Ordinal);
        Compile.Sources(text).WithGenerated().AssertCompiles();
    }

    [Fact]
    public async Task All_at_once()
    {
        var fixing = new Fixing(
            new IgnoreInCacheKeyFix(),
            Head + "    int M(int[] a, int id, int[] b);\n\n    int N(int[] c);\n}\n",
            "using Ambassador;\n\n[Ambassador(CacheSeconds = 60)]\npublic interface IY\n{\n    int M(System.Collections.Generic.List<int> a);\n}\n");

        Assert.Equal(
            [
                Head + "    int M([CacheKeyIgnore] int[] a, int id, [CacheKeyIgnore] int[] b);\n\n    int N([CacheKeyIgnore] int[] c);\n}\n",
                "using Ambassador;\n\n[Ambassador(CacheSeconds = 60)]\npublic interface IY\n{\n    int M([CacheKeyIgnore] System.Collections.Generic.List<int> a);\n}\n",
            ],
            await fixing.FixAllAsync());
    }

    [Fact]
    public async Task What_is_generated_with_it_compiles()
    {
        var text = Head + "    int M(int[] a, int id, int[] b);\n}\n";
        var fixing = new Fixing(new IgnoreInCacheKeyFix(), text);

        Compile.Sources(Assert.Single(await fixing.FixAllAsync())).WithGenerated().AssertCompiles();
    }
}

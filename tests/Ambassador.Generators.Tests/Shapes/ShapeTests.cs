using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Shapes;

/// <summary>Every odd interface either gets an ambassador that compiles without a warning or is refused by a diagnostic, and never both.</summary>
public class ShapeTests
{
    private const string Prelude =
        """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;
        using Ambassador;


        """;

    public static IEnumerable<TheoryDataRow<string, string>> Decorated => Rows(
        [.. ReturnShapes.All, .. ParameterShapes.All, .. GenericShapes.All, .. MemberShapes.All, .. InheritanceShapes.All, .. TypeShapes.All, .. NameShapes.All]);

    public static IEnumerable<TheoryDataRow<string, string>> Refused => Rows(RefusedShapes.All);

    [Theory]
    [MemberData(nameof(Decorated))]
    public async Task Compiles(string name, string source)
    {
        var compilation = Compile.Sources(Prelude + source);
        compilation.AssertCompiles();
        await compilation.AssertAnalyzesAsync();
        Assert.True(Compile.Generate(compilation).Count > 1, name);
        var output = compilation.WithGenerated();
        output.AssertCompiles();
        await output.AssertAnalyzesAsync();
        await TrimAnalysis.AssertPublishesAsync(compilation);
        compilation.CheckedWithoutNullable().WithGenerated().AssertCompiles();
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Is_refused_for_a_reason(string name, string source)
    {
        var compilation = Compile.Sources(Prelude + source);
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(compilation, "AMB0002", "AMB0029"));

        Assert.True(Compile.Generate(compilation).Count == 1, name);
        compilation.WithGenerated().AssertCompiles();
    }

    private static IEnumerable<TheoryDataRow<string, string>> Rows((string Name, string Source)[] shapes) =>
        shapes.Select(shape => new TheoryDataRow<string, string>(shape.Name, shape.Source) { TestDisplayName = shape.Name });
}

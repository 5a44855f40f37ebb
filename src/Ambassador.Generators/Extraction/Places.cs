using Ambassador.Generators.Model;

namespace Ambassador.Generators.Extraction;

/// <summary>
/// Gives each of many models a place that depends on its name and hardly on the others. The driver compares what one step makes of one input
/// place by place: one more at the front of a plain list, and all those behind it count as changed.
/// </summary>
internal static class Places
{
    private const int Columns = 1_024;

    /// <summary>The models, each in the column of its name's hash; those that share a column stand in rows, the lesser name first.</summary>
    public static InterfaceModel?[] Assign(List<InterfaceModel> models)
    {
        if (models.Count == 0)
            return [];

        var heights = new int[Columns];
        foreach (var model in models)
            heights[Column(model)]++;

        var places = new InterfaceModel?[heights.Max() * Columns];
        Array.Clear(heights, 0, Columns);
        foreach (var model in models.OrderBy(model => model.QualifiedInterfaceType, StringComparer.Ordinal))
        {
            var column = Column(model);
            places[(heights[column]++ * Columns) + column] = model;
        }

        return places;
    }

    private static int Column(InterfaceModel model) => (int)(Hashes.Of(model.QualifiedInterfaceType) % Columns);
}

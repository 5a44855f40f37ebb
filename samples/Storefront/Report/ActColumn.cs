using Spectre.Console;
using Spectre.Console.Rendering;
using Storefront.Backend;

namespace Storefront.Report;

/// <summary>Says beside the progress bar what the backend is suffering; silent once the run is over.</summary>
internal sealed class ActColumn(Func<Act> current) : ProgressColumn
{
    // Wide enough for every act, so that the bar does not change its length.
    public override int? GetColumnWidth(RenderOptions options) => 10;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        task.IsFinished ? Text.Empty : new Text(current().Name, new Style(Color.Grey));
}

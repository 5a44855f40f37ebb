using System.IO.Compression;

namespace Ambassador.Package.Tests;

internal static class Entries
{
    /// <summary>What a package holds in one place.</summary>
    public static MemoryStream Read(this ZipArchiveEntry entry)
    {
        var content = new MemoryStream();
        using (var stream = entry.Open())
            stream.CopyTo(content);

        content.Position = 0;
        return content;
    }
}

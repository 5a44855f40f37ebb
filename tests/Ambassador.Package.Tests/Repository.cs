using System.Reflection;

namespace Ambassador.Package.Tests;

/// <summary>What the build knows and the tests need.</summary>
internal static class Repository
{
    public static string Configuration => Metadata("Configuration");

    public static string Root => Metadata("RepositoryRoot");

    /// <summary>Where the repository's own packages have been restored to.</summary>
    public static string Packages => Metadata("PackagesFolder");

    private static string Metadata(string key)
        => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

using System.Reflection;

namespace Ambassador.Conformance.Tests;

public class SubjectTests
{
    [Fact]
    public void What_is_tested_is_the_package_where_that_was_asked_for_and_the_project_elsewhere()
    {
        var packed = typeof(SubjectTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "PackedVersion").Value;
        var version = typeof(AmbassadorRuntime).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

        Assert.Equal(!string.IsNullOrEmpty(packed), version.Split('+')[0] == packed);
    }
}

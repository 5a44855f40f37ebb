using Ambassador.DependencyInjection;

namespace Ambassador.Tests.DependencyInjection;

public class TypeNameTests
{
    [Theory]
    [InlineData(typeof(IGreeter), "Ambassador.Tests.DependencyInjection.IGreeter")]
    [InlineData(typeof(Environment.SpecialFolder), "System.Environment.SpecialFolder")]
    [InlineData(typeof(IRepository<>), "Ambassador.Tests.DependencyInjection.IRepository<>")]
    [InlineData(typeof(Dictionary<,>), "System.Collections.Generic.Dictionary<,>")]
    [InlineData(typeof(IRepository<List<int>>), "Ambassador.Tests.DependencyInjection.IRepository<System.Collections.Generic.List<System.Int32>>")]
    [InlineData(typeof(Dictionary<int, string>.Enumerator), "System.Collections.Generic.Dictionary.Enumerator<System.Int32, System.String>")]
    public void Types_are_named_as_in_code(Type type, string name) => Assert.Equal(name, TypeName.Of(type));
}

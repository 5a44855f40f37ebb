using Ambassador.Generators.Analysis;
using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Analysis;

/// <summary>The rules and the generator never disagree about what is set for a method.</summary>
public class EffectiveSettingsTests
{
    private const string Source =
        """
        using Ambassador;
        using System;
        using System.Threading.Tasks;

        [assembly: AmbassadorFor(typeof(IForeign), Retry = 9, TimeoutMs = 900)]
        [assembly: AmbassadorForMethod(typeof(IForeign), "A", Retry = 8)]
        [assembly: AmbassadorForMethod(typeof(IForeign), "A", Parameters = new[] { typeof(int) }, TimeoutMs = 800)]
        [assembly: AmbassadorForMethod(typeof(IForeign), "Inherited", Breaker = 0.25)]

        [Retry(2, DelayMs = 77)]
        public interface IForeign : IBase { [Timeout(400)] Task A(int i); Task A(string s); Task B(); }

        [Ambassador(Retry = 3, CacheSeconds = 60), Timeout(300)]
        public interface IOwn : IBase
        {
            [Ambassador(Retry = 1, TimeoutMs = 200), Retry(2, On = typeof(TimeoutException)), Retry(5, NotOn = typeof(ArgumentException))] Task<int> A();
            [Ambassador(Retry = -1, CacheSeconds = 0)] Task<int> B();
            [CircuitBreaker(0.5, On = typeof(TimeoutException)), Idempotent, RateLimit(10)] Task<int> C();
            [Fallback(nameof(A))] Task<int> D();
        }

        [Ambassador(Retry = 6), Retry(4), Timeout(totalMs: 5_000), Pipeline("p")]
        public interface IBase { [Retry(7)] Task Inherited(); Task Plain(); }
        """;

    [Theory]
    [InlineData("IForeign", 5)]
    [InlineData("IOwn", 6)]
    [InlineData("IBase", 2)]
    public void Are_those_of_the_generator(string name, int methods)
    {
        var compilation = Compile.Sources(Source);
        var type = compilation.GetTypeByMetadataName(name)!;
        var model = InterfaceReader.Read(type, compilation, TestContext.Current.CancellationToken)!;
        var annotated = AnnotatedInterface.Of(type, AssemblyAnnotations.Of(compilation), compilation)!;
        var routed = model.Members.OfType<RoutedMethod>().ToList();

        Assert.Equal(methods, annotated.Methods.Count);
        Assert.Equal(Sorted(model.Settings), Sorted(annotated.Settings.All));
        Assert.Equal(routed.Select(method => method.Name), annotated.Methods.Select(method => method.Symbol.Name));
        Assert.Equal(
            routed.Select(method => Sorted(SettingsReader.Over(method.Settings, model.Settings))),
            annotated.Methods.Select(method => Sorted(method.Settings.All)));
    }

    private static List<Setting> Sorted(IEnumerable<Setting> settings) =>
        [.. settings.OrderBy(setting => setting.Name, StringComparer.Ordinal).ThenBy(setting => setting.On, StringComparer.Ordinal)];
}

using Ambassador.Tests.DependencyInjection.Generated;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Tests.DependencyInjection
{
    /// <summary>The whole way: attribute, generator, registration, configuration.</summary>
    public class GeneratedTests
    {
        [Fact]
        public async Task Generated_ambassadors_are_registered_and_configured()
        {
            var archive = new Archive(failures: 3);
            using var provider = new ServiceCollection()
                .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                    .AddInMemoryCollection([new("Ambassador:IArchive:FindAsync:Retry", "3")])
                    .Build())
                .AddSingleton<IArchive>(archive)
                .AddGeneratedAmbassadors()
                .BuildServiceProvider();

            var found = await provider.GetRequiredService<IArchive>().FindAsync(7, TestContext.Current.CancellationToken);

            Assert.IsType<ArchiveAmbassador>(provider.GetRequiredService<IArchive>());
            Assert.Equal((7, 4), (found, archive.Calls));
        }

        [Fact]
        public void Generated_ambassadors_of_generic_interfaces_are_registered()
        {
            using var provider = new ServiceCollection()
                .AddSingleton<IShelf<string>, Shelf<string>>()
                .AddGeneratedAmbassadors()
                .BuildServiceProvider();

            Assert.IsType<ShelfAmbassador<string>>(provider.GetRequiredService<IShelf<string>>());
        }

        [Fact]
        public void RequireAll_lists_the_generated_ambassadors_that_nobody_registered()
        {
            var services = new ServiceCollection().AddSingleton<IArchive>(new Archive(failures: 0));

            var error = Assert.Throws<InvalidOperationException>(() => services.AddGeneratedAmbassadors(options => options.RequireAll = true));

            Assert.Contains("DependencyInjection.Generated.IShelf<>", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("IArchive", error.Message, StringComparison.Ordinal);
        }

        [Fact]
        public void Generated_disposable_ambassadors_dispose_the_service_once()
        {
            var provider = new ServiceCollection().AddTransient<IReel, Reel>().AddGeneratedAmbassadors().BuildServiceProvider();
            var reel = provider.GetRequiredService<IReel>();
            Assert.IsType<ReelAmbassador>(reel);

            reel.Dispose();
            Assert.Equal(1, reel.Disposals);

            provider.Dispose();
            Assert.Equal(1, reel.Disposals);
        }

        private sealed class Archive(int failures) : IArchive
        {
            public int Calls { get; private set; }

            public Task<int> FindAsync(int id, CancellationToken cancellationToken = default) =>
                ++Calls <= failures ? Task.FromException<int>(new HttpRequestException("connection reset")) : Task.FromResult(id);
        }

        private sealed class Shelf<T> : IShelf<T>
        {
            public Task<T?> TakeAsync(int id) => Task.FromResult<T?>(default);
        }

        private sealed class Reel : IReel
        {
            public int Disposals { get; private set; }

            public void Dispose() => Disposals++;
        }
    }
}

namespace Ambassador.Tests.DependencyInjection.Generated
{
    [Ambassador(Retry = 0, RetryDelayMs = 0)]
    public interface IArchive
    {
        Task<int> FindAsync(int id, CancellationToken cancellationToken = default);
    }

    [Ambassador(Retry = 1)]
    public interface IShelf<T>
    {
        Task<T?> TakeAsync(int id);
    }

    [Ambassador(Retry = 1)]
    public interface IReel : IDisposable
    {
        int Disposals { get; }
    }
}

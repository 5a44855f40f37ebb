using System.Globalization;
using System.Text.RegularExpressions;
using Ambassador.Tests.Services;

namespace Ambassador.Tests.Docs;

/// <summary>The example of docs/semantics.md: the remaining time goes from one process to the next.</summary>
public partial class RemainingTimeTests
{
    [Fact]
    public void The_example_is_this_files_code()
    {
        var section = Repository.Read("docs/semantics.md").Split("\n### The deadline of the call around\n")[1].Split("\n##")[0];
        var file = Repository.Read("tests/Ambassador.Tests/Docs/RemainingTimeTests.cs").Split('\n').Select(line => line.Trim()).ToHashSet();

        var block = Assert.Single(CSharpBlock().Matches(section));
        Assert.All(block.Groups[1].Value.Split('\n'), line => Assert.Contains(line.Trim(), file));
    }

    [Fact]
    public async Task A_request_carries_what_is_left_of_the_call_that_sends_it()
    {
        var server = new Server();
        using var client = new HttpClient(new RemainingTimeHandler { InnerHandler = server }) { BaseAddress = new("http://shop.test") };
        using var harness = new Harness(new() { TotalTimeoutMs = 2_500 }, new ScriptedService(async (n, token) =>
        {
            using var response = await client.GetAsync("/", token);
            return n;
        }));

        await harness.Service.GetTaskAsync(1, TestContext.Current.CancellationToken);
        using var outside = await client.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(["2500", null], server.Seen);
    }

    [Fact]
    public async Task Whoever_receives_it_limits_its_own_calls()
    {
        TimeSpan? left = null;
        await Receiver.HandleAsync("1500", () =>
        {
            left = AmbassadorCall.RemainingTime;
            return Task.CompletedTask;
        });

        Assert.InRange(left!.Value, TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(1_500));
        Assert.Null(AmbassadorCall.RemainingTime);
    }

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    private sealed class Server : HttpMessageHandler
    {
        public List<string?> Seen { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add(request.Headers.TryGetValues("Remaining-Time-Ms", out var values) ? values.Single() : null);
            return Task.FromResult(new HttpResponseMessage());
        }
    }

    private static class Receiver
    {
        public static async Task HandleAsync(string remaining, Func<Task> next)
        {
            using (AmbassadorCall.Limit(TimeSpan.FromMilliseconds(long.Parse(remaining, CultureInfo.InvariantCulture))))
                await next();
        }
    }

    // Sends what is left of the call's time.
    private sealed class RemainingTimeHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (AmbassadorCall.RemainingTime is { } left)
                request.Headers.Add("Remaining-Time-Ms", ((long)left.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));

            return base.SendAsync(request, cancellationToken);
        }
    }
}

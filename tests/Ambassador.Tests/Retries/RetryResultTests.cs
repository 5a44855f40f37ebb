using System.Net;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.Retries;

/// <summary>Results that are failures, and failures that the method's own predicate judges.</summary>
public class RetryResultTests
{
    public static TheoryData<string> Kinds { get; } = ["value", "task", "value task"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_result_that_is_a_failure_is_retried_and_disposed(string kind)
    {
        Reply[] replies = [new(busy: true), new(busy: true), new(busy: false)];
        using var harness = new OrdersHarness(attempt => replies[attempt - 1]);

        Reply? seen = null;
        await harness.TimeAsync(async orders => seen = await AskAsync(orders, kind));

        Assert.Same(replies[2], seen);
        Assert.Equal([true, true, false], replies.Select(reply => reply.IsDisposed));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_last_failure_is_handed_to_the_caller_as_it_is(string kind)
    {
        List<Reply> replies = [];
        using var harness = new OrdersHarness(_ =>
        {
            replies.Add(new Reply(busy: true));
            return replies[^1];
        });

        Reply? seen = null;
        await harness.TimeAsync(async orders => seen = await AskAsync(orders, kind));

        Assert.Equal(4, replies.Count);
        Assert.Same(replies[^1], seen);
        Assert.False(seen!.IsDisposed);
    }

    [Theory, InlineData("task"), InlineData("value task")]
    public async Task The_service_says_when_to_come_back(string kind)
    {
        using var harness = new OrdersHarness(attempt => attempt switch
        {
            1 => new Reply(busy: true, TimeSpan.FromSeconds(7)),
            2 => new ThrottledException(TimeSpan.FromSeconds(11)),
            _ => new Reply(busy: false),
        });

        Assert.Equal(TimeSpan.FromSeconds(18), await harness.TimeAsync(orders => AskAsync(orders, kind)));
    }

    [Fact]
    public async Task A_negative_delay_forbids_the_retry()
    {
        using var harness = new OrdersHarness(_ => new Reply(busy: true, TimeSpan.FromSeconds(-1)));

        Assert.True((await harness.Orders.AskTaskAsync()).Busy);
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Fact]
    public async Task The_predicate_says_which_exceptions_are_worth_a_retry()
    {
        using var harness = new OrdersHarness(_ => new TimeoutException("permanent"));

        await Assert.ThrowsAsync<TimeoutException>(() => harness.Orders.AskTaskAsync());
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Fact]
    public async Task The_circuits_own_predicate_counts_results()
    {
        using var harness = new OrdersHarness(_ => new Reply(busy: true));

        Assert.True((await harness.Orders.AskGuardedAsync()).Busy);
        Assert.True((await harness.Orders.AskGuardedAsync()).Busy);
        Assert.Null((await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Orders.AskGuardedAsync())).InnerException);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        using var harness = new OrdersHarness(attempt => new Reply(busy: attempt <= 2));

        Assert.True((await harness.Orders.AskCachedAsync()).Busy);
        var kept = await harness.Orders.AskCachedAsync();
        Assert.False(kept.Busy);
        Assert.Same(kept, await harness.Orders.AskCachedAsync());
        Assert.Equal(3, harness.Inner.Attempts);
    }

    public static TheoryData<HttpStatusCode, int> Statuses { get; } = new()
    {
        { HttpStatusCode.OK, 1 },
        { HttpStatusCode.NotFound, 1 },
        { HttpStatusCode.Conflict, 1 },
        { HttpStatusCode.RequestTimeout, 3 },
        { HttpStatusCode.TooManyRequests, 3 },
        { HttpStatusCode.InternalServerError, 3 },
        { HttpStatusCode.ServiceUnavailable, 3 },
    };

    [Theory, MemberData(nameof(Statuses))]
    public async Task An_HTTP_response_says_itself_whether_it_is_a_failure(HttpStatusCode status, int attempts)
    {
        using var harness = new OrdersHarness(_ => new HttpResponseMessage(status));

        await harness.TimeAsync(async orders => Assert.Equal(status, (await orders.SendAsync()).StatusCode));
        Assert.Equal(attempts, harness.Inner.Attempts);
    }

    [Fact]
    public async Task Retry_After_is_understood_in_seconds_and_as_a_date()
    {
        OrdersHarness? harness = null;
        harness = new OrdersHarness(attempt =>
        {
            var response = new HttpResponseMessage(attempt < 3 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
            response.Headers.RetryAfter = attempt switch
            {
                1 => new(TimeSpan.FromSeconds(3)),
                2 => new(harness!.Time.GetUtcNow() + TimeSpan.FromSeconds(4)),
                _ => null,
            };
            return response;
        });

        using (harness)
            Assert.Equal(TimeSpan.FromSeconds(7), await harness.TimeAsync(orders => orders.SendAsync()));
    }

    [Fact]
    public async Task So_is_that_of_a_Refit_response()
    {
        using var harness = new OrdersHarness(attempt =>
        {
            var response = new HttpResponseMessage(attempt == 1 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK);
            if (attempt == 1)
                response.Headers.RetryAfter = new(TimeSpan.FromSeconds(3));

            return new Refit.ApiResponse<int>(new HttpRequestMessage(), response, 5, new Refit.RefitSettings());
        });

        Assert.Equal(TimeSpan.FromSeconds(3), await harness.TimeAsync(orders => orders.FetchAsync()));
        Assert.Equal(2, harness.Inner.Attempts);
    }

    private static async Task<Reply> AskAsync(IOrders orders, string kind) => kind switch
    {
        "value" => await Task.Factory.StartNew(() => orders.Ask(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default),
        "task" => await orders.AskTaskAsync(),
        _ => await orders.AskValueTaskAsync(),
    };
}

using System.Net;
using Ambassador.Tests.Services;
using Grpc.Core;
using Polly.CircuitBreaker;
using Polly.RateLimiting;

namespace Ambassador.Tests.Retries;

/// <summary>Exceptions that say when to come back.</summary>
public class ServerDelayTests
{
    public static TheoryData<string, int?> Pushbacks { get; } = new() { { "2500", 2_500 }, { "0", 0 }, { "-1", null }, { "soon", null } };

    [Theory, MemberData(nameof(Pushbacks))]
    public async Task The_pushback_of_gRPC(string pushback, int? delayMs)
    {
        var error = new RpcException(new Status(StatusCode.Unavailable, ""), new Metadata { { "grpc-retry-pushback-ms", pushback } });
        using var harness = new Harness(new() { Retry = 1, RetryDelayMs = 60_000, RetryMaxDelayMs = 60_000 }, new ScriptedService(attempt => attempt == 1 ? throw error : Task.FromResult(attempt)));

        var call = harness.Service.GetTaskAsync(1);
        if (delayMs is null)
        {
            Assert.Same(error, await Assert.ThrowsAsync<RpcException>(() => call));
            return;
        }

        if (delayMs > 0)
        {
            harness.Time.Advance(TimeSpan.FromMilliseconds(delayMs.Value - 1));
            Assert.False(call.IsCompleted);
            harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(2, await call);
    }

    [Fact]
    public async Task The_header_of_a_Refit_exception()
    {
        var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = new(HttpMethod.Get, "http://localhost") };
        response.Headers.RetryAfter = new(TimeSpan.FromSeconds(3));
        var error = await Refit.ApiException.Create(response.RequestMessage, HttpMethod.Get, response, new Refit.RefitSettings());

        await WaitsThreeSeconds(error);
    }

    [Fact]
    public Task The_open_circuit_of_the_service_behind() => WaitsThreeSeconds(new BrokenCircuitException("open", TimeSpan.FromSeconds(3)));

    [Fact]
    public Task The_rate_limit_of_the_service_behind() => WaitsThreeSeconds(new RateLimiterRejectedException("slow down", TimeSpan.FromSeconds(3)));

    [Fact]
    public Task An_exception_that_the_program_has_registered()
    {
        ServerDelays.Register<RegisteredException>((error, _) => error.ComeBackAfter);
        return WaitsThreeSeconds(new DerivedException());
    }

    [Fact]
    public async Task The_total_timeout_caps_it()
    {
        using var harness = new Harness(
            new() { Retry = 1, TotalTimeoutMs = 1_000 }, new ScriptedService(_ => throw new BrokenCircuitException("open", TimeSpan.FromHours(1))));

        var call = harness.Service.GetTaskAsync(1);
        harness.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => call);
        Assert.Equal(1, harness.Inner.Attempts);
    }

    private static async Task WaitsThreeSeconds(Exception error)
    {
        using var harness = new Harness(new() { Retry = 1, RetryDelayMs = 60_000, RetryMaxDelayMs = 60_000 }, new ScriptedService(attempt => attempt == 1 ? throw error : Task.FromResult(attempt)));

        var call = harness.Service.GetTaskAsync(1);
        harness.Time.Advance(TimeSpan.FromMilliseconds(2_999));
        Assert.False(call.IsCompleted);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await call);
    }

    private class RegisteredException : Exception
    {
        public TimeSpan? ComeBackAfter { get; } = TimeSpan.FromSeconds(3);
    }

    private sealed class DerivedException : RegisteredException;
}

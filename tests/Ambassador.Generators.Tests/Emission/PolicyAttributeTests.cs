using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Emission;

public class PolicyAttributeTests
{
    [Fact]
    public Task The_attributes_of_one_policy() => Golden.VerifyAsync(
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Ambassador;
        using Polly;

        [Ambassador(Retry = 9, Breaker = 0.5)]
        [Retry(3, DelayMs = 100, Backoff = DelayBackoffType.Linear, Jitter = false)]
        [Retry(5, On = typeof(IOException), NotOn = typeof(FileNotFoundException), MaxDelayMs = 1_000)]
        [CircuitBreaker(On = typeof(TimeoutException)), CircuitBreaker(NotOn = typeof(IOException), Scope = PolicyScope.Interface, Group = "stock")]
        [RetryBudget(0.1, MinPerSecond = 1)]
        public interface IPolicies
        {
            [Timeout(500, 2_000)]
            Task Timed();

            [Timeout(TotalMs = 3_000, Propagate = false)]
            Task TimedByProperty();

            [Idempotent, Hedge(200), Bulkhead(10, Queue = 5), RateLimit(2.5), AdaptiveConcurrency(Max = 50), Pipeline("mine")]
            Task Everything();

            [Retry(0)]
            Task Once();
        }
        """);

    [Fact]
    public Task What_is_left_to_code() => Golden.VerifyAsync(
        """
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Ambassador;

        public sealed record Reply(bool Busy);

        [Ambassador]
        [Retry(3, When = nameof(IsTransient), RetryAfter = "Pause")]
        public interface ILeft<T>
        {
            Task<Reply> Ask();

            [CircuitBreaker(When = nameof(IsBusy))]
            Task<Reply> AskGuarded();

            Task NoResult();

            Task<T> OfTheInterface();

            Task<TOwn> OfTheMethod<TOwn>();

            Task<HttpResponseMessage> Http();

            static bool IsTransient(Reply reply) => reply.Busy;
            static bool IsTransient(Exception error) => true;
            static bool IsTransient(T other) => false;
            static bool IsTransient(string misfit, int two) => false;
            static bool IsBusy(object anything) => true;
            internal static TimeSpan Pause(Exception error) => default;
        }
        """);
}

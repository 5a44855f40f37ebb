using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class HandledErrorAnalyzerTests
{
    private static readonly Rule s_rule = new("AMB0021", DiagnosticSeverity.Warning);

    [Fact]
    public Task Retries_of_errors_of_the_program() => s_rule.FiresAsync(
        "[Ambassador, Retry(3, [|On = typeof(NullReferenceException)|])] public interface IX { [Retry(2, [|On = typeof(ArgumentNullException)|], DelayMs = 5)] Task A(int i); }",
        "IX: [Retry] handles 'NullReferenceException', which says that the call itself is wrong: every attempt fails alike; name failures of the service",
        "IX.A(int): [Retry] handles 'ArgumentNullException', which says that the call itself is wrong: every attempt fails alike; name failures of the service");

    [Fact]
    public Task A_circuit_and_a_fallback() => s_rule.FiresAsync(
        """
        [Ambassador] public interface IX
        {
            [CircuitBreaker(0.5, [|On = typeof(InvalidCastException)|])] Task A();
            [Fallback(nameof(C), [|On = typeof(NotImplementedException)|])] Task B();
            Task C();
        }
        """,
        "IX.A(): [CircuitBreaker] handles 'InvalidCastException', which says that the call itself is wrong and nothing about the service, whose circuit it would open; name failures of the service",
        "IX.B(): [Fallback] handles 'NotImplementedException', which says that the call itself is wrong: its answer would hide the mistake; name failures of the service");

    [Fact]
    public Task A_type_of_the_projects_own_that_is_derived_from_one() => s_rule.FiresAsync(
        "public class Bad : ArgumentException { } [Ambassador] public interface IX<T> { [Retry(1, [|On = typeof(Bad)|])] T A(); }");

    [Fact]
    public Task Cancellations() => s_rule.FiresAsync(
        "[Ambassador] public interface IX { [Retry(3, [|On = typeof(OperationCanceledException)|])] Task A(CancellationToken token); }",
        "IX.A(CancellationToken): [Retry] handles 'OperationCanceledException', but the caller's own cancellation is never handled, and others are those of whoever stops the work; "
            + "for time that is up name 'TimeoutRejectedException', or 'TaskCanceledException' for HttpClient.Timeout");

    [Theory]
    [InlineData("[Retry(3)]")]
    [InlineData("[Retry(3, On = typeof(Exception))]")] // Errors of the program stay out.
    [InlineData("[Retry(3, On = typeof(SystemException))]")]
    [InlineData("[Retry(3, On = typeof(TimeoutException)), Retry(1, On = typeof(IOException))]")]
    [InlineData("[Retry(3, On = typeof(TaskCanceledException))]")]
    [InlineData("[Retry(0, On = typeof(ArgumentException))]")]
    [InlineData("[Retry(3, NotOn = typeof(ArgumentException))]")]
    [InlineData("[CircuitBreaker(0.5, NotOn = typeof(OperationCanceledException))]")]
    [InlineData("[Fallback(nameof(B), On = typeof(PlatformNotSupportedException))]")]
    [InlineData("[Retry(3, On = null)]")]
    public Task Failures_of_the_service(string attributes) => s_rule.IsSilentAsync($"[Ambassador] public interface IX {{ {attributes} Task A(); Task B(); }}");

    [Fact]
    public Task Attributes_of_others() => s_rule.IsSilentAsync(
        "namespace Theirs { public class RetryAttribute(int count) : Attribute { public int Count => count; public Type? On { get; set; } } } "
        + "[Ambassador] public interface IX { [Theirs.Retry(3, On = typeof(ArgumentException))] Task A(); }");
}

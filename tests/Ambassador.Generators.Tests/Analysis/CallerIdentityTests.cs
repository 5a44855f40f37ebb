using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class CallerIdentityTests
{
    private const string Types =
        """

        public interface ICurrentUser { string Id { get; } }
        public class UserContext : Microsoft.EntityFrameworkCore.DbContext;
        namespace Microsoft.EntityFrameworkCore { public class DbContext; }
        namespace Microsoft.AspNetCore.Http { public interface IHttpContextAccessor; }
        """;

    private static readonly Rule s_rule = new("AMB0022", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Microsoft.AspNetCore.Http.IHttpContextAccessor", "IHttpContextAccessor")]
    [InlineData("System.Security.Claims.ClaimsPrincipal?", "ClaimsPrincipal")]
    [InlineData("System.Security.Principal.IPrincipal", "IPrincipal")]
    [InlineData("ICurrentUser", "ICurrentUser")]
    public Task An_implementation_that_knows_who_calls(string type, string name) => s_rule.FiresAsync(
        $"[Ambassador([|CacheSeconds = 60|])] public interface IX {{ Task<string> GetAsync(int id); int Count(); Task SaveAsync(int id); }} public sealed class X(string url, {type} caller) : IX {{ public Task<string> GetAsync(int id) => Task.FromResult(url + caller); public int Count() => 1; public Task SaveAsync(int id) => Task.CompletedTask; }}{Types}",
        $"IX.GetAsync(int): CacheSeconds = 60 serves one caller what was made for another, if the result depends on who calls: 'X' takes '{name} caller', and no argument in the key says who that is; add one, such as a user's or tenant's id, or set CacheSeconds = 0 for the method (so it is with Count)");

    [Theory]
    [InlineData("string url", "int id")]
    [InlineData("System.Net.Http.HttpClient client", "int id")]
    [InlineData("UserContext users", "int id")]
    [InlineData("ICurrentUser user", "int userId")]
    [InlineData("ICurrentUser user", "string tenant")]
    [InlineData("ICurrentUser user", "System.Security.Claims.ClaimsPrincipal by")]
    [InlineData("ICurrentUser user", "UserId id")]
    public Task An_implementation_that_does_not_or_a_key_that_says_who(string parameter, string argument) => s_rule.IsSilentAsync(
        $"[Ambassador(CacheSeconds = 60)] public interface IX {{ Task<string> GetAsync({argument}); }} public sealed class X({parameter}) : IX {{ public object Made => {parameter.Split(' ')[1]}; public Task<string> GetAsync({argument}) => Task.FromResult(\"\"); }} public readonly record struct UserId(int Value);{Types}");

    [Theory]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { Task<string> GetAsync(int id); }")]
    [InlineData("[Ambassador(CacheSeconds = 60)] public interface IX { [Ambassador(CacheSeconds = 0)] Task<string> GetAsync(int id); }")]
    public Task What_is_not_cached(string source) => s_rule.IsSilentAsync(
        $"{source} public sealed class X(ICurrentUser user) : IX {{ public Task<string> GetAsync(int id) => Task.FromResult(user.Id); }}{Types}");

    [Theory]
    [InlineData("System.Security.Claims.ClaimsPrincipal who", "who")]
    [InlineData("string accessToken", "accessToken")]
    [InlineData("string? bearerToken", "bearerToken")]
    [InlineData("Guid userId", "userId")]
    [InlineData("int TenantId", "TenantId")]
    public Task An_identity_that_is_left_out_of_the_key(string parameter, string name) => s_rule.FiresAsync(
        $"[Ambassador(CacheSeconds = 60)] public interface IX {{ [Ambassador([|CacheSeconds = 5|])] Task<string> GetAsync(int id, [CacheKeyIgnore] {parameter}); }}",
        $"IX.GetAsync(int, {parameter[(parameter.LastIndexOf('.') + 1)..parameter.IndexOf(' ', StringComparison.Ordinal)]}): CacheSeconds = 5 serves one caller what was made for another, if the result depends on who calls: '{name}' is left out of it by [CacheKeyIgnore], and no argument in the key says who that is; leave it in, or what stands for it, such as a user's id");

    [Theory]
    [InlineData("int id, string accessToken")]
    [InlineData("int id, string userId, [CacheKeyIgnore] string accessToken")]
    [InlineData("int id, [CacheKeyIgnore] string traceId")]
    [InlineData("int id, CancellationToken token")]
    public Task An_identity_that_is_in_the_key_or_none(string parameters) => s_rule.IsSilentAsync($"[Ambassador(CacheSeconds = 60)] public interface IX {{ Task<string> GetAsync({parameters}); }}");

    [Theory]
    [InlineData("string AccessToken { get; set; }", "IX.AccessToken")]
    [InlineData("string? BearerToken { set; }", "IX.BearerToken")]
    [InlineData("System.Security.Claims.ClaimsPrincipal By { get; set; }", "IX.By")]
    [InlineData("int TenantId { get; set; }", "IX.TenantId")]
    public Task An_identity_that_is_set(string property, string name) => s_rule.FiresAsync(
        $"[Ambassador([|CacheSeconds = 60|])] public interface IX {{ {property} Task<string> GetAsync(int id); }}",
        $"IX.GetAsync(int): CacheSeconds = 60 serves one caller what was made for another, if the result depends on who calls: '{name}' can be set to another, and no argument in the key says who that is; add one, such as a user's or tenant's id, or set CacheSeconds = 0 for the method");

    [Theory]
    [InlineData("string AccessToken { get; }")]
    [InlineData("string BaseUrl { get; set; }")]
    [InlineData("static string? AccessToken { get; set; }")]
    public Task A_property_that_is_none(string property) => s_rule.IsSilentAsync($"[Ambassador(CacheSeconds = 60)] public interface IX {{ {property} Task<string> GetAsync(int id); }}");

    [Fact]
    public Task Of_a_foreign_interface() => s_rule.FiresAsync(
        "[assembly: AmbassadorFor(typeof(IX), [|CacheSeconds = 60|])] public interface IX : IBase { Task<string> GetAsync(int id); } public interface IBase { string AccessToken { get; set; } }");
}

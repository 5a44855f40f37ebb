using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>What says who calls, told by types and names.</summary>
internal static class CallerNames
{
    private static readonly TypeTable s_types = new(
        ("", "System.Security.Claims:ClaimsPrincipal ClaimsIdentity"),
        ("", "System.Security.Principal:IPrincipal IIdentity"),
        ("", "Microsoft.AspNetCore.Http:IHttpContextAccessor HttpContext"),
        ("", "Microsoft.AspNetCore.Components.Authorization:AuthenticationStateProvider"),
        ("", "Microsoft.Identity.Web:ITokenAcquisition IAuthorizationHeaderProvider"),
        ("", "Microsoft.Identity.Abstractions:IAuthorizationHeaderProvider"));

    private static readonly HashSet<string> s_typeNames = new(
        ["CurrentUser", "CurrentUserService", "CurrentUserAccessor", "CurrentUserProvider", "UserContext", "UserContextAccessor", "CurrentTenant", "TenantContext", "CurrentPrincipalAccessor"],
        StringComparer.Ordinal);

    // A UserContext is as often the database of users as it is whoever is calling.
    private static readonly TypeTable s_databases = new(("", "Microsoft.EntityFrameworkCore:DbContext"), ("", "System.Data.Entity:DbContext"));

    private static readonly HashSet<string> s_secrets = new(["accessToken", "bearerToken", "idToken", "userToken", "authToken", "jwt"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_identities = new(
        ["currentUser", "currentTenant", "currentUserId", "principal", "user", "userId", "tenant", "tenantId"], StringComparer.OrdinalIgnoreCase);

    // Generous: an argument that may tell callers apart is reason enough to believe that it does.
    private static readonly string[] s_hints =
    [
        "user", "tenant", "principal", "identity", "caller", "account", "customer", "member", "owner", "person", "subject", "session", "token", "jwt", "claim", "login", "email", "actor",
        "client", "organization", "organisation", "context",
    ];

    /// <summary>Whether a type gives access to whoever is calling: <c>IHttpContextAccessor</c>, <c>ICurrentUser</c>.</summary>
    public static bool IsContext(ITypeSymbol type)
    {
        if (s_types.OfAny(type) is not null)
            return true;

        if (s_databases.OfBase(type) is not null)
            return false;

        var name = type.Name;
        if (type.TypeKind == TypeKind.Interface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]))
            name = name.Substring(1);

        return type.TypeKind is TypeKind.Interface or TypeKind.Class && s_typeNames.Contains(name);
    }

    /// <summary>Whether an argument is the caller's own identity and nothing else: a principal, a token of access.</summary>
    public static bool IsIdentity(ITypeSymbol type, string name) =>
        IsContext(type) || (type.SpecialType == SpecialType.System_String && s_secrets.Contains(name)) || (IsKeyLike(type) && s_identities.Contains(name));

    /// <summary>Whether an argument may tell one caller from another.</summary>
    public static bool MayTellApart(IParameterSymbol parameter)
    {
        if (IsContext(parameter.Type))
            return true;

        foreach (var hint in s_hints)
        {
            if (parameter.Name.IndexOf(hint, StringComparison.OrdinalIgnoreCase) >= 0 || parameter.Type.Name.IndexOf(hint, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    private static bool IsKeyLike(ITypeSymbol type) => type.SpecialType is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 || type.Name == "Guid";
}

using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Whether a method looks like one that writes, so that making its call twice is not what making it once is.</summary>
/// <remarks>
/// What sets a value to what it is told (Set, Put, Replace, Upsert) or takes away what may be gone (Remove, Clear) can be repeated by what it is, and
/// is no write here.
/// </remarks>
internal static class Writes
{
    // First words that are nothing but verbs.
    private static readonly HashSet<string> s_verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "Add", "Append", "Buy", "Create", "Decrement", "Delete", "Enqueue", "Increment", "Insert", "Notify", "Pay", "Publish", "Resend", "Save", "Send",
        "Submit", "Update", "Withdraw", "Write",
    };

    // First words that may be nouns as well: OrderAsync orders something, or gets an order.
    private static readonly HashSet<string> s_verbsOrNouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "Book", "Charge", "Deposit", "Invite", "Issue", "Order", "Patch", "Place", "Post", "Purchase", "Push", "Refund", "Register", "Reserve", "Ship", "Transfer",
    };

    // Words before the verb.
    private static readonly HashSet<string> s_ways = new(StringComparer.OrdinalIgnoreCase) { "Batch", "Begin", "Bulk", "Try" };

    // Second words by which the first is a noun: the history of orders, the orders by customer.
    private static readonly HashSet<string> s_ofNouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "Availability", "By", "Count", "Details", "Exists", "For", "History", "Id", "Ids", "Info", "Is", "List", "Names", "Of", "Price", "Prices", "State",
        "Statistics", "Status", "Summary", "Total", "Totals", "Types", "Url",
    };

    // Second words of a question: is there an update?
    private static readonly HashSet<string> s_ofQuestions = new(StringComparer.OrdinalIgnoreCase) { "Allowed", "Available", "Exists", "Needed", "Possible", "Required" };

    // What is made for the program and not for the service.
    private static readonly HashSet<string> s_tools = new(StringComparer.OrdinalIgnoreCase)
    {
        "Builder", "Channel", "Client", "Command", "Connection", "Context", "Instance", "Query", "Reader", "Scope", "Stream", "Transaction",
    };

    /// <summary>Why a method looks like a write, as the end of a sentence; null where it does not.</summary>
    /// <param name="method">The method.</param>
    /// <param name="result">What its caller has in the end; null for nothing.</param>
    public static string? WhyLike(IMethodSymbol method, ITypeSymbol? result)
    {
        if (HttpVerbs.Of(method) is { } verb)
            return HttpVerbs.MayBeRepeated(verb) || Reads.Are(Words.Of(method.Name)) ? null : $"{verb} is not idempotent";

        return IsLike(Words.Of(method.Name), method, result) ? "its name says that it writes" : null;
    }

    private static bool IsLike(List<string> words, IMethodSymbol method, ITypeSymbol? result)
    {
        if (words.Count > 1 && s_ways.Contains(words[0]))
            words.RemoveAt(0);

        // AddOrUpdate, CreateIfNotExists, DeleteIfExists: what is there already is reckoned with.
        if (words.Count == 0 || words.Contains("Or") || words.Contains("If"))
            return false;

        var second = words.Count > 1 ? words[1] : "";
        if (s_verbs.Contains(words[0]))
            return !s_ofQuestions.Contains(second) && !(words[0] == "Create" && IsMaking(words, method, result));

        // PostSend comes after sending.
        if (words[0] == "Post" && (s_verbs.Contains(second) || Reads.Are([second])))
            return false;

        return s_verbsOrNouns.Contains(words[0]) && !s_ofNouns.Contains(second) && !IsNounOf(words[0], result);
    }

    // What factories do; and an object that is there as soon as the method returns is rather one of the program's than one of the service's.
    private static bool IsMaking(List<string> words, IMethodSymbol method, ITypeSymbol? result) =>
        s_tools.Contains(words[words.Count - 1])
        || Words.Of(method.ContainingType.Name) is [.., "Factory" or "Builder" or "Provider" or "Activator"]
        || (result is { SpecialType: SpecialType.None, IsValueType: false } && SymbolEqualityComparer.Default.Equals(result, method.ReturnType));

    // Task<Order> OrderAsync(int id), Task<Post[]> PostAsync(…)
    private static bool IsNounOf(string word, ITypeSymbol? result) => result switch
    {
        null => false,
        IArrayTypeSymbol array => IsNounOf(word, array.ElementType),
        INamedTypeSymbol { TypeArguments: [var only] } when IsNounOf(word, only) => true,
        _ => result.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase),
    };
}

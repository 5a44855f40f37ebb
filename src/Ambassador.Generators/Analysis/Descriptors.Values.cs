using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Caches, and arguments that are kept for a second attempt.</summary>
internal static partial class Descriptors
{
    private const string CannotBeCached = "What is cached cannot be kept";

    public static readonly DiagnosticDescriptor NothingToCache = Error(
        "AMB0009",
        CannotBeCached,
        "{0}: CacheSeconds = {1} has nothing to keep, because {2}; remove it or return what can be kept",
        "A cache keeps results. A method without one has nothing to keep, and a stream is enumerated anew by each caller.");

    public static readonly DiagnosticDescriptor CachedOneShot = Error(
        "AMB0009",
        CannotBeCached,
        "{0}: CacheSeconds = {1} hands one '{2}' to every caller, which {3}; return what it holds, or set CacheSeconds = 0 for the method{4}",
        "A result that is kept is the same object for all callers. What is used up or disposed by the first of them is of no use to the second.");

    public static readonly DiagnosticDescriptor CachedMutable = Warning(
        "AMB0010",
        "A cached result can be changed",
        "{0}: CacheSeconds = {1} hands one result to every caller, and {2}: what one changes the others see; return an immutable type, or set CacheSeconds = 0 for the method{3}",
        "A result that is kept is the same object for all callers, and is not copied.");

    public static readonly DiagnosticDescriptor KeyWithoutEquality = Error(
        "AMB0011",
        "A part of a cache's key is equal to nothing but itself",
        "{0}: CacheSeconds = {1} keeps results that no other call finds, because '{2}' is part of their key and {3}; {4}{5}",
        "Arguments are the key that a result is kept by, each compared by the default equality of its type. Objects that are compared by reference differ from call to call.");

    public static readonly DiagnosticDescriptor ByReference = Warning(
        "AMB0012",
        "A parameter cannot be kept for a retry or as a cache's key",
        "{0}: {1} = {2} has no effect, because '{3}' is {4}; {5}",
        "Arguments are kept for further attempts and are the key of a result. What is passed by reference or bound to the stack cannot be kept, so the call goes past the policies.");

    public static readonly DiagnosticDescriptor NotReplayable = Warning(
        "AMB0018",
        "An argument cannot be used for another attempt",
        "{0}: {1} = {2} passes '{3}' to every attempt, but '{4}' {5}, so that another attempt finds it used up; pass what can be read again, or set {1} = 0 for the method{6}",
        "Every attempt of a call gets the same arguments. One that an attempt uses up makes the next one fail or, worse, succeed with half of the data.");

    public static readonly DiagnosticDescriptor CallerNotInKey = Warning(
        "AMB0022",
        "A cached result depends on who calls, and its key does not",
        "{0}: CacheSeconds = {1} serves one caller what was made for another, if the result depends on who calls: {2}, and no argument in the key says who that is; {3}{4}",
        "The key of a result is made of the arguments alone. What an implementation learns of the caller in another way does not keep the results of different callers apart.");
}

namespace Ambassador.Generators.Tests.Shapes;

internal static class TypeShapes
{
    public static readonly (string Name, string Source)[] All =
    [
        ("internal", "[Ambassador] internal interface IX { Task A(); } internal class C { [Ambassador] public interface IY { Task A(); } [Ambassador] protected internal interface IZ { Task A(); } } public class D { [Ambassador] internal interface IW { Task<C> A(C x); } }"),
        ("names without a prefix", "[Ambassador] public interface Catalog { Task A(); } [Ambassador] public interface Item { Task A(); } [Ambassador] public interface I { Task A(); } [Ambassador] public interface Ix { Task A(); }"),
        ("one name in several namespaces", "namespace A { [Ambassador] public interface IX { Task M(); } } namespace B { [Ambassador] public interface IX { Task M(); } } namespace a { [Ambassador] public interface Ix { Task M(); } [Ambassador] public interface IX { Task M(); } } namespace A.B.C { [Ambassador] public interface IX { Task M(); } }"),
        ("namespaces that shadow", "namespace Shop.System { public class Task { } [global::Ambassador.Ambassador] public interface IX { global::System.Threading.Tasks.Task A(Task t); } } namespace Shop.Ambassador { } namespace Shop { using global::Ambassador; [AmbassadorAttribute] public interface IY { global::System.Threading.Tasks.Task A(Shop.System.Task t); } }"),
        ("types that shadow", "namespace Shop { public class Task { } public class CancellationToken { } public class Object { } public class Ambassador { } public class IEquatable { } public class PolicySettings { } public class TargetSet { } public class MethodPipeline { } [global::Ambassador.Ambassador] public interface IX { global::System.Threading.Tasks.Task<Task> A(CancellationToken t, Object o, Ambassador a); } }"),
        ("namespaces named like keywords", "namespace @class.@event { public class @int { } [Ambassador] public interface @interface { Task<@int> A(@int x); } [Ambassador] public interface @Inamespace { Task<@int> A(@int x); } }"),
        ("long names", $"namespace {string.Join(".", Enumerable.Repeat("VeryLongNamespacePart", 12))} {{ [Ambassador] public interface I{new string('X', 120)} {{ Task {new string('M', 200)}(); }} [Ambassador] public interface I{new string('X', 120)}Y {{ Task A(); }} }}"),
        ("partial", "[Ambassador] public partial interface IX { Task A(); public partial int P(); } public partial interface IX { Task B(); public partial int P() => 1; public partial int Q { get; } public partial int Q => 2; }"),
        ("nested deeply", "namespace N { public static class A { public struct B { public record C { public interface ID { [Ambassador] public interface IX { Task M(IX x, ID y, C z); } } } } } }"),
        ("nested beside a namesake", "namespace N { public class Outer { [Ambassador] public interface IX { Task M(); } } [Ambassador] public interface IOuterY { Task M(); } }"),
        ("a class of the same name but another arity", "namespace N { [Ambassador] public interface IX { Task M(); } public class XAmbassador<T> { } }"),
        ("a member named like the class", "[Ambassador] public interface IX { Task XAmbassador(); int Call(); Task Methods2(); Task Shared(); }"),
        ("a class that is used already", "[Ambassador] public interface IX { Task M(); } public class User { }"),
    ];
}

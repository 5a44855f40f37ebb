namespace Ambassador.Generators.Tests.Shapes;

internal static class RefusedShapes
{
    public static readonly (string Name, string Source)[] All =
    [
        ("init-only setter", "[Ambassador] public interface IX { int P { get; init; } }"),
        ("inherited init-only setter", "public interface IBase { int P { init; } } [Ambassador] public interface IX : IBase { }"),
        ("init-only indexer", "[Ambassador] public interface IX { int this[int i] { get; init; } }"),
        ("static abstract method", "[Ambassador] public interface IX { static abstract int A(); }"),
        ("static abstract property", "[Ambassador] public interface IX { static abstract int A { get; } }"),
        ("static abstract event", "[Ambassador] public interface IX { static abstract event Action A; }"),
        ("static abstract operator", "[Ambassador] public interface IX<T> where T : IX<T> { static abstract T operator +(T a, T b); }"),
        ("inherited static abstract", "[Ambassador] public interface IX<T> : IParsable<T> where T : IX<T> { }"),
        ("reabstracted static", "public interface IBase { static virtual int A() => 1; } [Ambassador] public interface IX : IBase { static abstract int IBase.A(); }"),
        ("protected abstract", "[Ambassador] public interface IX { protected int A(); }"),
        ("protected default", "[Ambassador] public interface IX { protected int A() => 1; }"),
        ("private protected", "[Ambassador] public interface IX { private protected int A { get; } }"),
        ("private nested", "public class Outer { [Ambassador] private interface IX { Task A(); } }"),
        ("protected nested", "public class Outer { [Ambassador] protected interface IX { Task A(); } }"),
        ("private protected nested", "public class Outer { [Ambassador] private protected interface IX { Task A(); } }"),
        ("nested in private", "public class Outer { private class Inner { [Ambassador] public interface IX { Task A(); } } }"),
        ("file-local", "[Ambassador] file interface IX { Task A(); }"),
        ("nested in file-local", "file class Outer { [Ambassador] public interface IX { Task A(); } }"),
        ("alike after substitution", "public interface IBase<T> { void A(T x); void A(int x); } [Ambassador] public interface IX : IBase<int> { }"),
        ("indexers alike after substitution", "public interface IBase<T> { int this[T x] { get; } int this[int x] { get; } } [Ambassador] public interface IX : IBase<int> { }"),
        ("the class exists", "[Ambassador] public interface IX { Task A(); } public class XAmbassador { }"),
        ("the class exists in part", "[Ambassador] public interface IX { Task A(); } public partial class XAmbassador { }"),
        ("the namespace exists", "namespace N { [Ambassador] public interface IX { Task A(); } } namespace N.XAmbassador { public class C { } }"),
        ("protected accessor", "[Ambassador] public interface IX { int P { get; protected set; } }"),
        ("argument list", "[Ambassador] public interface IX { void A(__arglist); }"),
    ];
}

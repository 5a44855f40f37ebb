namespace Ambassador.Generators.Tests.Shapes;

/// <summary>Names that a lookup from within an ambassador would take for something else.</summary>
internal static class NameShapes
{
    public static readonly (string Name, string Source)[] All =
    [
        ("a class's type parameter named like a type", "namespace N { public class Item { } public interface IBase { Task<Item> Get(Item x); } [Ambassador] public interface IX<Item> : IBase { Task<Item> A(Item x); } }"),
        ("a method's type parameter named like a type", "namespace N { public class Item { } [Ambassador] public interface IX { Task<Item> A(Item x); Task<Item> B<Item>(Item x); Task<global::N.Item> C<Item>(Item x, global::N.Item y); Task<Item> D(Item x); } }"),
        ("a type parameter named like the interface", "namespace N { [Ambassador] public interface IX { Task A<IX>(IX x); Task B<N>(N x, global::N.IX y); Task C<XAmbassador>(XAmbassador x); } [Ambassador] public interface IY<IX> { Task<global::N.IX> A(IX x); } }"),
        ("a type parameter named like a base", "namespace N { public interface IBase { Task A<IX, IBase>(IX x, IBase y); } namespace M { public interface IOther { Task B<M, IOther>(M x, IOther y); } } [Ambassador] public interface IX : IBase, M.IOther { } }"),
        ("types named like what is nested", "namespace N { public class Methods { } public class ACall { } public class Settings { } public class Invoke { } [Ambassador] public interface IX { Task<Methods> A(ACall x, Settings s, Methods[] m, Invoke i); } [Ambassador] public interface ICall { Task<ACall> A(ICall x); } }"),
        ("an interface named like what is nested", "namespace N { [Ambassador] public interface Methods { Task A(Methods x); int P { get; } } [Ambassador] public interface ACall { Task<ACall> A(ACall x); event Action E; } }"),
        ("namespaces within", "namespace N.Models { public class Item { } } namespace N.PhoneCall { public class X { } } namespace N.Models.Methods { public class Y { } } namespace N { [Ambassador] public interface IX { Task<Models.Item> A(PhoneCall.X x, Models.Methods.Y y); } }"),
        ("a namespace within of the same name", "namespace A { public class B { } } namespace A.C { namespace A { public class X { } } [Ambassador] public interface IX { Task<global::A.B> M(A.X x); } }"),
        ("a namespace that begins alike", "namespace Shop { [Ambassador] public interface IX { Task<global::Shopping.Item> A(global::Shopping.Shop.Item x); } } namespace Shopping { public class Item { } } namespace Shopping.Shop { public class Item { } }"),
        ("types named like the runtime's", "namespace N { public class Text { } public class Nothing { } public interface ICall<A, B, C> { } public class Calls { } public class Tasks { } public class Token { } [Ambassador] public interface IX { Task<Text> A(string s, Text t, Nothing n, ICall<int, Calls, Tasks> c, Token o); Task<Nothing> B(); } }"),
        ("types within the interface", "namespace N { [Ambassador] public interface IX { class Item { } delegate void D(); enum Kind { A } Task<Item> A(Item x, D d, Kind k); Task<Kind?> B(Kind? k); } [Ambassador] public interface IY : IX { new class Item { } Task<Item> C(Item x, IX.Item y); } }"),
        ("in the global namespace", "public class Item { } public class System2 { } namespace Item2 { public class X { } } [Ambassador] public interface IX { Task<Item> A(Item x, System2 s, Item2.X y); Task B<Item>(Item x); } public class Outer<Item> { [Ambassador] public interface IY<T> { Task<T> A(Item x, global::Item y); } }"),
        ("strings among overloads", "[Ambassador] public interface IX { Task<int> A(string s); Task<int> A(object o); Task<int> A<T>(T t); Task<int> A(in string s, int i); Task<int> A(string s, int i, string? t); Task A(string? a, string b); string A(string a, string? b, object c); Task<T> B<T>(string s, T t) where T : class; string? C(string? s); }"),
    ];
}

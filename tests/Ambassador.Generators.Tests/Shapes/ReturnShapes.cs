namespace Ambassador.Generators.Tests.Shapes;

internal static class ReturnShapes
{
    public static readonly (string Name, string Source)[] All =
    [
        ("every routed return", "[Ambassador] public interface IX { void A(); int B(); Task C(); Task<int> D(); ValueTask E(); ValueTask<string?> F(); Task<Task> G(); Task<Task<int>> H(); ValueTask<Task<int?>> I(); }"),
        ("nested tasks and nullables", "[Ambassador] public interface IX { Task<int?> A(int? x); Task<string?>? B(string? x); Task<List<string?>?> C(Dictionary<string, int?[]?>? x); string?[]?[,][] D(string[]?[,]? x, int[][,] y, string?[,][]? z); }"),
        ("by reference", "[Ambassador] public interface IX { ref int A(); ref readonly int B(); ref int C(ref int x); ref readonly string? D(in string? x); ref T E<T>(ref T x); }"),
        ("streams", "[Ambassador] public interface IX { IAsyncEnumerable<int> A(CancellationToken token); IAsyncEnumerator<int> B(); IObservable<int> C(); IEnumerator D(); IEnumerator<int> E(); IEnumerable<int> F(); }"),
        ("other awaitables", "public struct Awaiter : INotifyCompletion { public bool IsCompleted => true; public void OnCompleted(Action a) { } public int GetResult() => 1; } public struct Awaitable { public Awaiter GetAwaiter() => default; } public class MyTask : Task { public MyTask() : base(() => { }) { } } [Ambassador] public interface IX { Awaitable A(int x); YieldAwaitable B(); ConfiguredTaskAwaitable C(); MyTask D(); T E<T>() where T : Task; T F<T, U>() where T : U where U : Task; }"),
        ("dynamic", "[Ambassador] public interface IX { dynamic A(dynamic x); Task<dynamic> B(List<dynamic> x, CancellationToken t); dynamic? C { get; set; } void D(ref dynamic x); ValueTask<(dynamic a, Dictionary<string, dynamic[]> b)> E(dynamic[] x); void F(object x); event Action<dynamic> G; dynamic this[dynamic i] { get; } }"),
        ("tuples", "[Ambassador] public interface IX { (int a, string? b) A((int x, (string y, long)) p); Task<(int first, int second)> B(); (int, int, int, int, int, int, int, int eight, int nine) C(); ValueTuple<int> D(ValueTuple x); (int @class, int) E(); Task<(int a, int b)?> F((int a, int b)? p); }"),
        ("pointers", "[Ambassador] public unsafe interface IX { int* A(int* x); void* B(); delegate*<int, void> C(delegate* unmanaged[Cdecl]<string?, ref int> x); int*[] D(List<int*[]> x); int** P { get; set; } void E(out int* x); delegate* managed<ref readonly int, void> Q { get; } event Action<int*[]> V; Task<int*[]> T(); }"),
        ("ref structs", "public ref struct R { public int X; } [Ambassador] public interface IX { Span<int> A(); R B(R x); ReadOnlySpan<char> C(scoped ReadOnlySpan<char> x); Span<int> D(Span<int> x, scoped Span<int> y); void E(ref R x); void F(scoped ref R x); R G(out R x); Span<T> H<T>(T[] x); R P { get; } ref int J(Span<int> s); }"),
        ("restricted types", "[Ambassador] public interface IX { void A(TypedReference x); void C(RuntimeArgumentHandle x); }"),
        ("native integers and specials", "[Ambassador] public interface IX { nint A(nuint x); IntPtr B(UIntPtr x); object C(); decimal D(float a, double b, char c, sbyte d, byte e, short f, ushort g, uint h, long i, ulong j, bool k); DateTime E(); Half F(); Int128 G(Guid g); }"),
        ("special interfaces as results", "[Ambassador] public interface IX { IDisposable A(); IEnumerable B(); Array C(); Enum D(); Delegate E(); Type F(); IReadOnlyList<string> G(); IAsyncResult H(); IAsyncDisposable I(); ValueType J(); }"),
        ("nullable oblivious", "#nullable disable\n[Ambassador] public interface IX { Task<string> A(string x); T B<T>(T x) where T : class; List<string> C(string[] x); }"),
        ("nullable mixed", "#nullable disable\npublic class O { }\n#nullable enable\n[Ambassador] public interface IX { O? A(O x);\n#nullable disable\n O B(O x, List<O> y);\n#nullable restore\n Task<O?> C(); }"),
    ];
}

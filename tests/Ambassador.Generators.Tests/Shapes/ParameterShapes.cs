namespace Ambassador.Generators.Tests.Shapes;

internal static class ParameterShapes
{
    public static readonly (string Name, string Source)[] All =
    [
        ("modifiers", "[Ambassador] public interface IX { int A(in int x); int B(ref int x); int C(out int x); int D(ref readonly int x); int E(in DateTime x, in CancellationToken token); Task F(in string x); int G(in int? x); }"),
        ("in beside by value", "[Ambassador] public interface IX { int A(in int x); int A(int x); int A(long x); int A(ref long x); }"),
        ("scoped", "[Ambassador] public interface IX { Span<int> A(scoped Span<int> x); ref int B(scoped ref int x, ref int y); ref int C([UnscopedRef] out int x); void D(scoped in Span<int> x); ref readonly int E([UnscopedRef] ref int x); void F(scoped ref readonly Span<byte> x, out Span<byte> y); }"),
        ("params", "[Ambassador] public interface IX { int A(params int[] x); int B(params List<int> x); int C(params ReadOnlySpan<int> x); int D(string f, params object?[]? x); Span<int> E(params Span<int> x); int F(params IEnumerable<string> x); int D(string f, object x); int G(params CancellationToken[] tokens); }"),
        ("defaults", "public enum K { A, B = 5 } [Ambassador] public interface IX { int A(string? a = null, K b = K.B, decimal c = 1.5m, DateTime d = default, double e = double.NaN, string f = \"\\\"\\n\\\\{}\", char g = '\\'', K? h = null, int? i = 3, float j = float.NegativeInfinity, K k = (K)77, long l = long.MinValue, nint n = 5, bool o = true, K p = default); }"),
        ("caller information", "[Ambassador] public interface IX { int A(int x, [CallerMemberName] string a = \"\", [CallerLineNumber] int b = 0, [CallerFilePath] string c = \"\", [CallerArgumentExpression(nameof(x))] string d = \"\"); }"),
        ("tokens", "[Ambassador] public interface IX { Task A(); Task B(CancellationToken c); Task C(CancellationToken c, int x); Task D(int x, CancellationToken c, string y); Task E(CancellationToken a, CancellationToken b); Task F(int x, CancellationToken? c = null); void G(CancellationToken token = default); int H(CancellationToken @default, int @class); Task I(params CancellationToken[] c); Task J(CancellationToken[] c); CancellationToken K(CancellationToken c); }"),
        ("keywords", "[Ambassador] public interface IX { int A(int @class, string @event, object @this, int @field, int value, int get, int record, int var, int await, int @await2, int dynamic, int nameof, int partial, int @base); Task @class(int @int); void @event(); int @void { get; set; } event Action? @delegate; Task @object<@struct>(@struct @in); int @await(); int var(); int record(int field); }"),
        ("our own names", "[Ambassador] public interface IX { Task<int> A(int _targets, int _methods, int _0, int _1, int inner, int runtime, int target, int cancellationToken, int methods, int p0, int p1, int other, int call, int hash); Task<int> _methods(int _); int Methods(); Task Settings(); int methods(int x); int GetHashCode(int x); bool Equals(int x); Task Invoke(); void Dispose(); Task<int> ACall(); int Finalize(); string ToString(); Type GetType(); object MemberwiseClone(); int A2(); int A(int x); int _0(); }"),
        ("any script", "[Ambassador] public interface IДом { Task<int> Получить(int число, string 名前); int Ä(int é); int \u0041b(int x); int 取得(CancellationToken 取消); Task Ⅷ(int ª); }"),
        ("many", "[Ambassador] public interface IX { int A(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j); int B(int a, int b, int c, int d, int e, int f, int g, int h); Task<string> C(string? a, string b, string? c, string d, object? e, int? f, (int, string?) g, int[] h, List<string?> i); }"),
        ("overloads", "[Ambassador] public interface IX { Task A(); Task A(int x); Task A(int x, CancellationToken t); Task A(string x); Task<int> A(object x); Task A<T>(T x); Task A<T>(int x); Task A<T, U>(T x, U y); Task A(object[] x); Task A(params string[] x); Task A2(); Task A(int? x); Task A(in DateTime x); Task A(ref int x); }"),
        ("discards", "[Ambassador] public interface IX { int A(int _, int __); Task B(string _); int this[int _] { get; } }"),
    ];
}

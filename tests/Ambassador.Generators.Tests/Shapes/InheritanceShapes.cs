namespace Ambassador.Generators.Tests.Shapes;

internal static class InheritanceShapes
{
    public static readonly (string Name, string Source)[] All =
    [
        ("diamond", "public interface IA { Task A(); int P { get; } } public interface IB : IA { Task B(); } public interface IC : IA { Task C(); } [Ambassador] public interface IX : IB, IC { Task D(); }"),
        ("hiding", "public interface IA { Task<int> A(int x); int P { get; set; } event Action E; int this[int i] { get; } } [Ambassador] public interface IX : IA { new Task<string> A(int x); new string P { get; } new event Action<int> E; new string this[int i] { get; set; } }"),
        ("hiding by another kind", "public interface IA { Task A(); int P { get; } } [Ambassador] public interface IX : IA { new int A { get; } new Task P(); }"),
        ("same signature from two bases", "public interface IA { Task<int> M(int x); int P { get; set; } int this[int i] { get; } event Action E; } public interface IB { Task<int> M(int x); int P { get; } int this[int i] { get; } event Action E; } [Ambassador] public interface IX : IA, IB { }"),
        ("property and method of one name", "public interface IA { Task M(); } public interface IB { int M { get; } } [Ambassador] public interface IX : IA, IB { }"),
        ("disposal", "[Ambassador] public interface IX : IDisposable, IAsyncDisposable { Task A(); } [Ambassador] public interface IY : IDisposable { } [Ambassador] public interface IZ : IAsyncDisposable { new void DisposeAsync(); void Dispose(); }"),
        ("reabstracted", "public interface IA { int M() => 1; int P => 1; } [Ambassador] public interface IX : IA { abstract int IA.M(); abstract int IA.P { get; } }"),
        ("overridden default", "public interface IA { int M(); Task T(); int P { get; set; } event Action E; int this[int i] { get; } } [Ambassador] public interface IX : IA { int IA.M() => 1; Task IA.T() => Task.CompletedTask; int IA.P { get => 1; set { } } event Action IA.E { add { } remove { } } int IA.this[int i] => i; }"),
        ("most specific is ambiguous for nobody", "public interface IA { int M() => 1; } public interface IB : IA { int IA.M() => 2; } public interface IC : IA { int IA.M() => 3; } [Ambassador] public interface IX : IB, IC { }"),
        ("collections", "[Ambassador] public interface IX : IDictionary<string, int>, IReadOnlyDictionary<string, int> { Task A(); } [Ambassador] public interface IY<T> : IList<T>, IReadOnlyList<T>, IAsyncEnumerable<T> { } [Ambassador] public interface IZ : IList { } [Ambassador] public interface IW : ISet<string?>, IReadOnlySet<string?> { }"),
        ("framework interfaces", "[Ambassador] public interface IX : IFormattable, ISpanFormattable, IConvertible, IComparable, IComparable<IX>, IEquatable<IX>, ICloneable, IFormatProvider, ICustomFormatter, IServiceProvider, IProgress<int>, IObservable<int>, IObserver<string> { }"),
        ("nullable differences", "public interface IBase<T> { T A(T x); } [Ambassador] public interface IX : IBase<string?> { } [Ambassador] public interface IY : IBase<List<string?>?> { } [Ambassador] public interface IZ<T> : IBase<T?> where T : class { } [Ambassador] public interface IW : IBase<(int a, string? b)> { } [Ambassador] public interface IV : IBase<(int, string)[]> { } "),
        ("annotated type parameters that are value types", "public interface IBase<T> { T? A(T? x, List<T?> y); Task<T?[]> B((T? a, int b)? x); T? P { get; set; } ref T? C(); Dictionary<int, T?>? D(Func<T?, T?> f); } [Ambassador] public interface IX : IBase<int> { } [Ambassador] public interface IY : IBase<(int, string?)> { } [Ambassador] public interface IZ : IBase<int?> { } [Ambassador] public interface IW<T> : IBase<T>, IEqualityComparer<T> where T : struct { } [Ambassador] public interface IV : IComparer<long>, IEqualityComparer<DateTime>, IEqualityComparer<string>, IEqualityComparer<KeyValuePair<int, string?>> { }"),
        ("method attribute only", "public interface IX { [Ambassador(Retry = 2)] Task A(); [Ambassador(Retry = 1)] Task B(); }"),
        ("attribute on both", "[Ambassador(Retry = 2)] public partial interface IX { Task A(); } public partial interface IX { [Ambassador(Retry = 3)] Task B(); }"),
        ("static abstract hidden by inheritance of bodies", "public interface IA { static virtual int A() => 1; } [Ambassador] public interface IX : IA { int B(); }"),
    ];
}

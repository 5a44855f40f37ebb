namespace Ambassador.Generators.Tests.Shapes;

internal static class MemberShapes
{
    public static readonly (string Name, string Source)[] All =
    [
        ("properties", "[Ambassador] public interface IX { int A { get; } int B { set; } int C { get; set; } ref int D { get; } ref readonly string? E { get; } string? F { get; set; } Task<int> G { get; } int field { get; set; } int value { get; set; } }"),
        ("indexers", "[Ambassador] public interface IX { int this[int i] { get; set; } string? this[string? s, int value2] { get; } ref int this[long x] { get; } int this[params int[] x] { get; } int this[in DateTime d] { get; } int this[Span<int> s] { set; } int this[object field] { get; set; } }"),
        ("named indexer", "[Ambassador] public interface IX { [IndexerName(\"Chars\")] int this[int i] { get; set; } }"),
        ("events", "public delegate void D<T>(in T x, ref int y); [Ambassador] public interface IX { event Action A; event Action<string?>? B; event D<int> C; event EventHandler? E; }"),
        ("default members", "[Ambassador] public interface IX { int A() => 1; Task<int> B(int x, CancellationToken t) => Task.FromResult(x); int C { get => 1; set { } } int this[int i] => i; event Action D { add { } remove { } } T? F<T>() => default; Span<int> G() => default; virtual int H() => 1; }"),
        ("sealed, private and static members", "[Ambassador] public interface IX { sealed int A() => B(); private int B() => C; private static int C => 1; sealed int D => 1; sealed event Action E { add { } remove { } } static int F() => 1; static int G; const int H = 1; static IX() { G = 2; } int I { get => 1; private set { } } protected static int J() => 1; static event Action K; sealed int this[int i] => i; int L(); private protected static int M() => 1; class N { } enum O { } }"),
        ("operators with bodies", "[Ambassador] public interface IX { static int operator +(IX a, IX b) => 1; static IX operator -(IX a) => a; int L(); }"),
        ("static virtual with a body", "[Ambassador] public interface IX { static virtual int A() => 1; static virtual int P { get => 1; } int L(); }"),
        ("static abstract implemented by the derived one", "public interface IBase { static abstract int A(); static abstract int P { get; } static abstract event Action E; } [Ambassador] public interface IX : IBase { static int IBase.A() => 1; static int IBase.P => 1; static event Action IBase.E { add { } remove { } } int L(); }"),
        ("protected internal", "[Ambassador] public interface IX { protected internal int A(); internal int B(); internal Task C { get; } internal protected event Action D; public int E(); }"),
        ("nested types", "[Ambassador] public interface IX { public record Item(int A); Task<Item> A(Item x); public enum K { A } K B(K x = K.A); [Ambassador] public interface INested { Task<Item> A(); } }"),
        ("nothing at all", "[Ambassador] public interface IX { } [Ambassador(Retry = 1)] public interface IY<T> { }"),
        ("unscoped members", "[Ambassador] public interface IX { [UnscopedRef] ref int A(); [UnscopedRef] ref int P { get; } }"),
        ("attributes on members", "[Ambassador] public interface IX { [return: NotNullIfNotNull(nameof(x))] string? A(string? x); bool B([NotNullWhen(true)] out string? x); [DoesNotReturn] void C(); [MemberNotNull(nameof(P))] void D(); string? P { get; [param: AllowNull] set; } [return: MaybeNull] T E<T>([DisallowNull] T x); [AllowNull] string Q { get; set; } }"),
        ("obsolete members", "[Ambassador] public interface IX { [Obsolete] Task A(); [Obsolete(\"no\", true)] Task<int> B(int x); [Obsolete(\"no\", true)] int P { get; set; } [Obsolete(\"no\", true)] event Action E; [Obsolete(\"no\", true)] int this[int i] { get; } [Obsolete(\"no\", true)] Span<int> C(); int Q { [Obsolete(\"no\", true)] get; set; } }"),
        ("obsolete types", "[Obsolete(\"no\", true)] public class Gone { } [Obsolete(\"no\", true), Ambassador] public interface IX { Task<Gone> A(Gone x); Gone P { get; } } [Obsolete, Ambassador] public interface IY { Task A(); } [Obsolete(\"no\", true)] public class Outer { [Ambassador] public interface IZ { Task A(); } } [Obsolete(\"no\", true), Ambassador] public interface IG<T> { Task A(T x); }"),
        ("experimental", "[Experimental(\"EXP1\"), Ambassador] public interface IX { [Experimental(\"EXP2\")] Task A(); [Experimental(\"EXP3\")] int P { get; } }"),
        ("trimming attributes by reference", "[Ambassador] public interface IX { int A([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] in Type t); Task B(int i, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] ref readonly Type t); void C([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] ref Type t, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] in Type u); int this[[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] in Type t] { get; set; } }"),
        ("trimming attributes", "[Ambassador] public interface IX { [RequiresUnreferencedCode(\"no\")] Task A(); [RequiresDynamicCode(\"no\")] int B([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type t); T C<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(); }"),
        ("interop attributes", "[ComImport, Guid(\"6D5140C1-7436-11CE-8034-00AA006009FA\"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown), Ambassador] public interface IX { [PreserveSig] int A([MarshalAs(UnmanagedType.LPWStr)] string x); void B([In, Out] byte[] x); }"),
    ];
}

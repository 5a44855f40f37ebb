using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Ambassador.Concurrency.Tests.Exploration;

/// <summary>
/// Puts a scheduling point before every step of the runtime that other threads can see: volatile reads and writes, interlocked operations, locks, writes to
/// fields outside any lock, and what is called on concurrent collections and completion sources. The tests run on the result, which is otherwise what ships.
/// </summary>
internal static class Rewriter
{
    private const string Runtime = "Ambassador";

    // Calls into these are steps of their own. What they do inside is theirs to get right.
    private static readonly HashSet<string> s_shared =
    [
        "System.Threading.Interlocked", "System.Threading.Volatile", "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Threading.Tasks.TaskCompletionSource`1", "BitFaster.Caching.Lru.FastConcurrentLru`2",
    ];

    /// <summary>How many scheduling points there are.</summary>
    public static int Points { get; private set; }

    [ModuleInitializer]
    internal static void Initialize() => AssemblyLoadContext.Default.Resolving += static (context, name) => name.Name == Runtime ? Load(context) : null;

    private static System.Reflection.Assembly Load(AssemblyLoadContext context)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, "original", Runtime + ".dll"));
        foreach (var method in assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
            new MethodRewriter(method).Run();

        using var image = new MemoryStream();
        assembly.Write(image);
        image.Position = 0;
        return context.LoadFromStream(image);
    }

    private sealed class MethodRewriter(MethodDefinition method)
    {
        private readonly ILProcessor _il = method.Body.GetILProcessor();

        public void Run()
        {
            // Short jumps may not reach their ends any more once there is more in between.
            method.Body.SimplifyMacros();
            foreach (var instruction in method.Body.Instructions.ToArray())
            {
                if (instruction.OpCode == OpCodes.Volatile)
                    InsertBefore(instruction, Point(nameof(Scheduler.Point), instruction.Next.Operand));
                else if (instruction.OpCode == OpCodes.Stfld && IsShared((FieldReference)instruction.Operand) && instruction.Previous.OpCode != OpCodes.Volatile)
                    InsertBefore(instruction, Point(nameof(Scheduler.Write), instruction.Operand));
                else if (instruction.Operand is MethodReference called)
                    Rewrite(instruction, called);
            }
        }

        private void Rewrite(Instruction instruction, MethodReference called)
        {
            switch (called.DeclaringType.GetElementType().FullName, called.Name)
            {
                case ("System.Threading.Lock", "EnterScope"):
                    InsertBefore(instruction, [_il.Create(OpCodes.Dup), .. Where(called), Call(nameof(Scheduler.Enter))]);
                    break;
                case ("System.Threading.Lock/Scope", "Dispose"):
                    _il.InsertAfter(instruction, Call(nameof(Scheduler.Exit)));
                    break;
                case ("System.Threading.Tasks.Task", "Wait") when called.Parameters.Count == 1:
                    instruction.OpCode = OpCodes.Call;
                    instruction.Operand = Call(nameof(Scheduler.Wait)).Operand;
                    break;
                case (var type, not ".ctor") when s_shared.Contains(type):
                    InsertBefore(instruction, Point(nameof(Scheduler.Point), called));
                    break;
            }
        }

        // What is under construction nobody else sees yet, and a struct nobody else at all.
        private bool IsShared(FieldReference field) =>
            !method.IsConstructor && field.DeclaringType.Resolve() is { IsValueType: false } type && !type.Name.Contains('<', StringComparison.Ordinal);

        private Instruction[] Point(string call, object what)
        {
            Points++;
            return [.. Where(what), Call(call)];
        }

        private IEnumerable<Instruction> Where(object what) =>
            [_il.Create(OpCodes.Ldstr, $"{method.DeclaringType.Name}.{method.Name}: {((MemberReference)what).Name}")];

        private Instruction Call(string name) => _il.Create(OpCodes.Call, method.Module.ImportReference(typeof(Scheduler).GetMethod(name)));

        // Jumps to the instruction, and the blocks that begin with it, are to begin with what is inserted: it takes over the instruction's identity.
        private void InsertBefore(Instruction instruction, Instruction[] inserted)
        {
            var moved = Instruction.Create(OpCodes.Nop);
            (moved.OpCode, moved.Operand) = (instruction.OpCode, instruction.Operand);
            (instruction.OpCode, instruction.Operand) = (inserted[0].OpCode, inserted[0].Operand);
            var last = instruction;
            foreach (var next in inserted.Skip(1).Append(moved))
            {
                _il.InsertAfter(last, next);
                last = next;
            }
        }
    }
}

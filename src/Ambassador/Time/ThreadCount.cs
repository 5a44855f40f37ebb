using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ambassador.Time;

/// <summary>
/// A count that only rises, and that threads add to without getting in each other's way: each has a cell of its own and adds to it as
/// to a local variable, for a fraction of what an interlocked operation costs. Nothing is lost. It overflows silently; what is of
/// interest is the difference of two totals.
/// </summary>
/// <remarks>
/// Memory model: a cell's place is the managed id of its thread. No two threads that live have the same id, so a cell is written by one thread at a
/// time; one that has its id from a thread that ended goes on with that thread's cell. As cells rise by one at a time, a total that is summed up meanwhile
/// is what the total was at some moment meanwhile. New cells are made under the lock; a thread that does not see its own yet takes the lock too.
/// </remarks>
internal sealed class ThreadCount
{
    private readonly Lock _gate = new();
    private Cell?[] _cells = [];

    public int Total
    {
        get
        {
            var total = 0;
            foreach (var cell in Volatile.Read(ref _cells))
                total += cell?.Count ?? 0;

            return total;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment()
    {
        var (cells, id) = (_cells, Environment.CurrentManagedThreadId);
        if ((uint)id < (uint)cells.Length && cells[id] is { } cell)
            cell.Count++;
        else
            IncrementFirst(id);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void IncrementFirst(int id)
    {
        lock (_gate)
        {
            if (id >= _cells.Length)
            {
                var cells = new Cell?[Math.Max(16, 2 * id)];
                _cells.CopyTo(cells);
                _cells = cells;
            }

            (_cells[id] ??= new()).Count++;
        }
    }

    // So far into the object that the cells of two threads are never on one line of the processor's cache.
    [StructLayout(LayoutKind.Explicit)]
    private sealed class Cell
    {
        [FieldOffset(64)]
        public int Count;
    }
}

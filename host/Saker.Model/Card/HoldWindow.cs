namespace Saker.Model;

/// <summary>A line's hold window: blocks that came before their turn, by sequence modulo its size. docs/card.md section 3.2.</summary>
internal sealed class HoldWindow(int log2)
{
    private readonly (ulong Seq, byte[]? Block)[] _slots = new (ulong, byte[]?)[1 << log2];

    /// <summary>True when a block of this sequence is kept while <paramref name="expected"/> is expected.</summary>
    public bool Reaches(ulong seq, ulong expected) => seq >= expected && seq - expected < (ulong)_slots.Length;

    public void Put(ulong seq, ReadOnlySpan<byte> block) => Slot(seq) = (seq, block.ToArray());

    /// <summary>Takes the block of a sequence out of the window.</summary>
    public bool TryTake(ulong seq, out byte[] block)
    {
        ref (ulong Seq, byte[]? Block) slot = ref Slot(seq);
        block = slot.Block ?? [];
        bool found = slot.Block is not null && slot.Seq == seq;
        if (found)
        {
            slot = default;
        }
        return found;
    }

    /// <summary>The lowest sequence kept, from the expected one on.</summary>
    public ulong? First(ulong expected)
    {
        for (ulong ahead = 0; ahead < (ulong)_slots.Length; ahead++)
        {
            ulong seq = unchecked(expected + ahead);
            if (Slot(seq) is { Block: not null } slot && slot.Seq == seq)
            {
                return seq;
            }
        }

        return null;
    }

    public void Clear() => Array.Clear(_slots);

    private ref (ulong Seq, byte[]? Block) Slot(ulong seq) => ref _slots[seq & (ulong)(_slots.Length - 1)];
}

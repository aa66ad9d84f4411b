namespace Saker.Model;

/// <summary>An entry of the card's order table.</summary>
internal struct OrderEntry
{
    public bool Valid;
    public ulong Ref;
    public byte Sym;
    public byte Side;
    public bool Far;
    public ushort Idx;
    public uint Qty;
}

/// <summary>The order table of docs/card.md, section 5: two halves, a reference has one bucket in each; a new order goes where more ways are free.</summary>
/// <param name="bucketsLog2">log2 of the buckets of each half.</param>
internal sealed class OrderTable(int bucketsLog2, int ways)
{
    private const int RightTurn = 5;
    private readonly OrderEntry[] _entries = new OrderEntry[2 * (1 << bucketsLog2) * ways];

    public ref OrderEntry this[int at] => ref _entries[at];

    /// <summary>Left bucket of a reference: rotate right by 2, XOR of the pieces of bucketsLog2 bits, lowest first, the last zero-extended.</summary>
    public static int LeftBucket(ulong reference, int bucketsLog2) => Fold(reference, bucketsLog2, 0);

    /// <summary>Right bucket: the same with piece k rotated left by 5·k within its bits.</summary>
    public static int RightBucket(ulong reference, int bucketsLog2) => Fold(reference, bucketsLog2, RightTurn);

    /// <summary>Index of a reference's entry, or -1.</summary>
    public int Find(ulong reference)
    {
        int left = FindIn(Left(reference), reference);
        return left >= 0 ? left : FindIn(Right(reference), reference);
    }

    /// <summary>Index of the way that a new order with this reference would take, or -1.</summary>
    public int FreeWay(ulong reference)
    {
        int left = Left(reference);
        int right = Right(reference);
        int half = Free(right) > Free(left) ? right : left;
        for (int at = half; at < half + ways; at++)
        {
            if (!_entries[at].Valid)
            {
                return at;
            }
        }
        return -1;
    }

    public void Clear() => Array.Clear(_entries);

    private int Left(ulong reference) => LeftBucket(reference, bucketsLog2) * ways;
    private int Right(ulong reference) => ((1 << bucketsLog2) + RightBucket(reference, bucketsLog2)) * ways;

    private int FindIn(int first, ulong reference)
    {
        for (int at = first; at < first + ways; at++)
        {
            if (_entries[at].Valid && _entries[at].Ref == reference)
            {
                return at;
            }
        }
        return -1;
    }

    private int Free(int first)
    {
        int free = 0;
        for (int at = first; at < first + ways; at++)
        {
            free += _entries[at].Valid ? 0 : 1;
        }
        return free;
    }

    private static int Fold(ulong reference, int bits, int turn)
    {
        ulong x = ulong.RotateRight(reference, 2);
        ulong mask = (1ul << bits) - 1;
        ulong bucket = 0;
        for (int k = 0; k * bits < 64; k++)
        {
            ulong piece = (x >> (k * bits)) & mask;
            int by = turn * k % bits;
            bucket ^= ((piece << by) | (piece >> (bits - by))) & mask;
        }
        return (int)bucket;
    }
}

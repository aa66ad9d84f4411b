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

/// <summary>The set-associative order table of docs/card.md, section 5: buckets by hash, lowest free way first.</summary>
internal sealed class OrderTable(int bucketsLog2, int ways)
{
    private readonly OrderEntry[] _entries = new OrderEntry[(1 << bucketsLog2) * ways];

    public ref OrderEntry this[int at] => ref _entries[at];

    /// <summary>Bucket of a reference: rotate right by 2, XOR of the pieces of bucketsLog2 bits, lowest first, the last zero-extended.</summary>
    public static int Bucket(ulong reference, int bucketsLog2)
    {
        ulong x = ulong.RotateRight(reference, 2);
        ulong bucket = 0;
        for (int at = 0; at < 64; at += bucketsLog2)
        {
            bucket ^= x >> at;
        }
        return (int)(bucket & ((1ul << bucketsLog2) - 1));
    }

    /// <summary>Index of a reference's entry, or -1.</summary>
    public int Find(ulong reference)
    {
        int first = Bucket(reference, bucketsLog2) * ways;
        for (int at = first; at < first + ways; at++)
        {
            if (_entries[at].Valid && _entries[at].Ref == reference)
            {
                return at;
            }
        }
        return -1;
    }

    /// <summary>Index of the lowest free way of a reference's bucket, or -1.</summary>
    public int FreeWay(ulong reference)
    {
        int first = Bucket(reference, bucketsLog2) * ways;
        for (int at = first; at < first + ways; at++)
        {
            if (!_entries[at].Valid)
            {
                return at;
            }
        }
        return -1;
    }

    public void Clear() => Array.Clear(_entries);
}

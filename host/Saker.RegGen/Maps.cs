namespace Saker.RegGen;

/// <summary>How software and hardware reach a register; the words of card.json.</summary>
public enum Access
{
    /// <summary>Fixed value.</summary>
    Const,

    /// <summary>Driven by the hardware.</summary>
    Ro,

    /// <summary>Held in the register block.</summary>
    Rw,

    /// <summary>Write pulse; reads as zero.</summary>
    Wp,

    /// <summary>Read pop: the hardware sees a strobe at each read.</summary>
    Rp,
}

/// <summary>What an array of registers is built once for.</summary>
public enum Per
{
    /// <summary>A fixed count.</summary>
    Fixed,

    /// <summary>Each tracked symbol.</summary>
    Symbol,

    /// <summary>Each slot.</summary>
    Slot,
}

/// <summary>A run of bits, of a register or of an event's tag.</summary>
public sealed record BitField(string Name, int Lsb, int Width, string Description)
{
    /// <summary>Mask in place.</summary>
    public uint Mask => (uint)(((1UL << Width) - 1) << Lsb);
}

/// <summary>A named purpose; holds the registers from its offset up to the next group's.</summary>
public sealed record Group(int Offset, string Name, string Title);

/// <summary>A name, and an id, an offset or bits of a register, that was used once and must not come back with another meaning.</summary>
/// <param name="Name">Name; of a field REGISTER.FIELD.</param>
/// <param name="Number">Id or offset.</param>
/// <param name="Reason">Why it went.</param>
/// <param name="Bit">Lowest bit of a field.</param>
/// <param name="Width">Bits of a field.</param>
public sealed record Retired(string Name, int? Number, string Reason, int? Bit = null, int Width = 1);

/// <summary>A register, or an array of them.</summary>
public sealed record Register(string Name, int Offset, int Count, int Stride, Per Per, Access Access, string? Value, uint Reset,
    string Unit, string Description, IReadOnlyList<BitField> Fields, string? FieldsOf, IReadOnlyList<(string Name, string Description)> Index)
{
    /// <summary>True for an array, even of one element.</summary>
    public bool IsArray => Count > 1 || Per != Per.Fixed || Stride != 4;

    /// <summary>First byte after the last element.</summary>
    public int End => Offset + ((Count - 1) * Stride) + 4;
}

/// <summary>card.json.</summary>
public sealed record CardMap(string Description, IReadOnlyList<Group> Groups, IReadOnlyList<Retired> Retired, IReadOnlyList<Register> Registers)
{
    /// <summary>The registers of a group, in the order of their offsets.</summary>
    public IEnumerable<Register> In(Group group)
    {
        var next = Groups.Where(g => g.Offset > group.Offset).Select(g => g.Offset).DefaultIfEmpty(0x10000).Min();
        return Registers.Where(r => r.Offset >= group.Offset && r.Offset < next).OrderBy(r => r.Offset);
    }
}

/// <summary>A slot parameter; with a count above 1 its ids run on from <see cref="Id"/>.</summary>
public sealed record Param(int Id, string Name, int Count, int Width, bool Signed, long Min, long Max, string Unit, string Description);

/// <summary>params.json.</summary>
public sealed record ParamMap(string Description, int Base, int BankStride, int Banks, IReadOnlyList<Retired> Retired, IReadOnlyList<Param> Params)
{
    /// <summary>Bytes from a slot's first bank to the next slot's.</summary>
    public int SlotStride => BankStride * Banks;

    /// <summary>Bits of one bank.</summary>
    public int Width => Params.Sum(p => p.Count * p.Width);

    /// <summary>Where a parameter begins in a bank: the first one lowest.</summary>
    public int LsbOf(Param param) => Params.TakeWhile(p => p != param).Sum(p => p.Count * p.Width);
}

/// <summary>A field of an event's body. Type is u8 u16 u32 u48 u64 i8 i16 i32 i64, cN (text) or bytesN; little-endian.</summary>
public sealed record EventField(string Name, int Offset, string Type, string Unit, string Description)
{
    /// <summary>Bytes taken, or 0 for a type that does not exist.</summary>
    public int Size => Type switch
    {
        "u8" or "i8" => 1,
        "u16" or "i16" => 2,
        "u32" or "i32" => 4,
        "u48" => 6,
        "u64" or "i64" => 8,
        _ when Type.StartsWith("bytes", StringComparison.Ordinal) && int.TryParse(Type.AsSpan(5), out var n) => n,
        _ when Type.StartsWith('c') && int.TryParse(Type.AsSpan(1), out var n) => n,
        _ => 0,
    };

    /// <summary>True when the field is a run of bytes, not an integer.</summary>
    public bool IsBytes => Type.StartsWith('c') || Type.StartsWith('b');
}

/// <summary>An event record.</summary>
public sealed record EventRecord(int Id, string Name, IReadOnlyList<BitField> Tag, string Description, IReadOnlyList<EventField> Fields);

/// <summary>events.json.</summary>
public sealed record EventMap(string Description, IReadOnlyList<Retired> Retired, IReadOnlyList<EventRecord> Events)
{
    /// <summary>Bytes of a record.</summary>
    public const int RecordBytes = 64;

    /// <summary>Where an event's own fields start.</summary>
    public const int BodyOffset = 20;
}

/// <summary>All three maps and their hash.</summary>
public sealed record Maps(CardMap Card, ParamMap Params, EventMap Events, ulong Hash);

namespace Saker.Model;

/// <summary>Parameters of a slot, in the units of hdl/regs/params.json. All 0: it quotes nothing.</summary>
public sealed record SlotParameters
{
    public const int MicroEntries = 32;

    /// <summary>MinEdge that bounds nothing, ticks/256.</summary>
    public const int NoEdge = -(1 << 23);

    /// <summary>Steps of quantity.</summary>
    public const int Steps = 3;

    /// <summary>Tracked symbol.</summary>
    public byte Symbol { get; init; }
    /// <summary>Lots of each quote; 0 quotes nothing.</summary>
    public uint Qty { get; init; }
    /// <summary>Ticks/256 below the reservation price.</summary>
    public int HalfBid { get; init; }
    /// <summary>Ticks/256 above the reservation price.</summary>
    public int HalfAsk { get; init; }
    /// <summary>Ticks/65536 per lot held.</summary>
    public int Skew { get; init; }
    /// <summary>Ticks; 0 and 1 mean at every change.</summary>
    public ushort Hysteresis { get; init; }
    /// <summary>Lots.</summary>
    public uint InventoryCap { get; init; }
    /// <summary>Least distance from the micro-price, ticks/256.</summary>
    public int MinEdge { get; init; }
    /// <summary>Most ticks behind the best of the side; 0: at the best or before it.</summary>
    public ushort MaxDistance { get; init; }
    /// <summary>Least time between two orders or replaces of a side, 1,024 ns; 0: none.</summary>
    public uint Refresh { get; init; }
    /// <summary>Lots held from which on a step counts; 0: no such step. 3 entries.</summary>
    public uint[] StepPosition { get; init; } = new uint[Steps];
    /// <summary>Lots of the side that adds to the position, of each step. 3 entries.</summary>
    public uint[] StepQty { get; init; } = new uint[Steps];
    /// <summary>Gates without which the bid is not wanted: bits of the gate word.</summary>
    public uint NeedBid { get; init; }
    /// <summary>Gates without which the ask is not wanted.</summary>
    public uint NeedAsk { get; init; }
    /// <summary>Gates without which both sides are widened.</summary>
    public uint NeedTight { get; init; }
    /// <summary>Ticks/256 more below while widened.</summary>
    public int WidenBid { get; init; }
    /// <summary>Ticks/256 more above while widened.</summary>
    public int WidenAsk { get; init; }
    /// <summary>Micro-price less mid in ticks/256, by spread class · 8 + imbalance bucket; 32 entries.</summary>
    public short[] Micro { get; init; } = new short[MicroEntries];
}

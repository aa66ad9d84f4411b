namespace Saker.Model;

/// <summary>TAKE: what a slot does.</summary>
public enum Take : byte
{
    /// <summary>It quotes.</summary>
    Quotes = 0,
    /// <summary>It takes in its own symbol what another one's move has not reached yet.</summary>
    LeadLag = 1,
    /// <summary>It takes when its symbol and the product of two others disagree.</summary>
    Triangle = 2,
    /// <summary>It is a leg of another slot's triangle.</summary>
    Leg = 3,
}

/// <summary>LEG_ACT: what happens when a triangle was executed in part.</summary>
public enum LegAct : byte
{
    /// <summary>Nothing: the slots keep what they have.</summary>
    Hold = 0,
    /// <summary>Each leg gives back what it executed.</summary>
    Flatten = 1,
    /// <summary>The three slots trip.</summary>
    Kill = 2,
}

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
    /// <summary>Gates that something needs.</summary>
    public uint Needs => NeedBid | NeedAsk | NeedTight;
    /// <summary>Ticks/256 more below while widened.</summary>
    public int WidenBid { get; init; }
    /// <summary>Ticks/256 more above while widened.</summary>
    public int WidenAsk { get; init; }
    /// <summary>The variance that moves the skew: docs/card.md section 6.2. While it does not count nothing is wanted.</summary>
    public VarHorizon VarHorizon { get; init; }
    /// <summary>Added to the skew for each ticks² of variance in a sample period, ticks/2^24 per lot and ticks².</summary>
    public uint VarSkew { get; init; }
    /// <summary>Micro-price less mid in ticks/256, by spread class · 8 + imbalance bucket; 32 entries.</summary>
    public short[] Micro { get; init; } = new short[MicroEntries];
    /// <summary>What the slot does: docs/card.md section 13.</summary>
    public Take Take { get; init; }
    /// <summary>Lead–lag: the symbol that leads. A leg: the slot that takes the triangle.</summary>
    public byte Lead { get; init; }
    /// <summary>How far the own mid follows a half tick of the leader's, half ticks/4096; 24 bits signed.</summary>
    public int Beta { get; init; }
    /// <summary>Least edge: lead–lag in ticks/256, triangle in price units; 0 takes nothing.</summary>
    public uint Theta { get; init; }
    /// <summary>Age at which the mids that moves are counted from are taken anew, 1,024 ns; 0: none. 24 bits.</summary>
    public uint Anchor { get; init; }
    /// <summary>Ticks beyond the best of the other side that an order may pay.</summary>
    public ushort Slip { get; init; }
    /// <summary>Triangle: slot of the first factor.</summary>
    public byte LegX { get; init; }
    /// <summary>Triangle: slot of the second factor.</summary>
    public byte LegY { get; init; }
    /// <summary>Triangle: product of the factors' prices that one price unit brings when it is sold, after fees, price units · 2^RateShift; 0: never sold.</summary>
    public uint RateSell { get; init; }
    /// <summary>Triangle: product of the factors' prices that one price unit costs when it is bought, with fees, price units · 2^RateShift; 0: never bought.</summary>
    public uint RateBuy { get; init; }
    /// <summary>Fractional bits of the rates, 0..31.</summary>
    public byte RateShift { get; init; }
    /// <summary>Triangle: what happens when it was executed in part.</summary>
    public LegAct LegAct { get; init; }
}

using Saker.Wire;

namespace Saker.Model;

// Event records of the card without what only a clocked card has (sequence, phase, now_ns, cycle, rx_cycle). Names are those of hdl/regs/events.json.

/// <summary>BOOK. Indices count ticks above the window base and are valid while their quantity is not 0.</summary>
public readonly record struct BookRecord(
    byte Sym, byte Flags, ulong Seq, ulong Ts, byte Mtype, byte Stale, ushort BidIdx, ushort AskIdx, uint BidQty, uint AskQty)
{
    /// <summary>No flag set: the symbol may be quoted.</summary>
    public bool Ok => Flags == 0;
}

/// <summary>QUOTE. Index and quantity of a side are valid while it is wanted.</summary>
/// <param name="BidQty">Lots.</param>
/// <param name="AskQty">Lots.</param>
/// <param name="Gates">Gate word that it was decided by, and <see cref="Widened"/>.</param>
/// <param name="Skipped">Decisions just before it that have no record.</param>
/// <param name="Edge">Of a lead–lag decision, half ticks/4096; of a quote whose bank names a variance its skew, ticks/65536 per lot; else 0.</param>
public readonly record struct QuoteRecord(
    byte Slot, ulong Seq, byte BidEn, byte AskEn, ushort BidIdx, ushort AskIdx, ushort Mid2, int Position,
    uint BidQty = 0, uint AskQty = 0, uint Gates = 0, byte Skipped = 0, long Edge = 0)
{
    /// <summary>Bit of <see cref="Gates"/>: both sides were widened.</summary>
    public const uint Widened = 1u << 31;

    /// <summary>What it says of a side: 0 buy, 1 sell.</summary>
    public WantedSide Side(int side) => side == 0
        ? new WantedSide(0, BidEn != 0, BidIdx, BidQty, (Gates & Widened) == 0)
        : new WantedSide(1, AskEn != 0, AskIdx, AskQty, (Gates & Widened) == 0);
}

/// <summary>ORDER, sent or refused.</summary>
/// <param name="Desk">1: an order of the desk, its cancel or modify.</param>
/// <param name="Ioc">1: immediate or cancel.</param>
public readonly record struct OrderRecord(
    byte Slot, byte Side, byte Action, byte Sent, byte Tick, uint Urn, uint OrigUrn, uint Qty, uint OpenQty, uint Price, ushort Idx,
    ushort Verdict, ulong Seq, int Position, ushort Mid2, byte Desk = 0, byte Ioc = 0)
{
    /// <summary>A modify of the desk: told as a cancel with a quantity.</summary>
    public bool IsModify => Desk != 0 && Action == (byte)OrderAction.Cancel && Qty != 0;

    /// <summary>A cancel of a quote or of the desk.</summary>
    public bool IsCancel => Action == (byte)OrderAction.Cancel && !IsModify;
}

/// <summary>VENUE: an OUCH message after it took effect.</summary>
/// <param name="Again">1: an execution told again, which moved nothing.</param>
public readonly record struct VenueRecord(
    byte Mtype, byte Slot, byte Known, byte Side, ulong VenueTs, uint Urn, uint OrigUrn, uint Qty, ulong Price, ulong ExtRef, ushort Reason,
    byte Code, int Position, byte Again = 0);

/// <summary>KILL.</summary>
public readonly record struct KillRecord(byte Killed, uint Causes, uint Asserted, uint OpenOrders);

/// <summary>DOUBT: an order came to be in doubt.</summary>
/// <param name="Pending">What is unanswered: an <see cref="OrderAction"/>.</param>
/// <param name="Desk">1: an order of the desk.</param>
/// <param name="Urn">Of the order; of the replace in flight when there is one.</param>
/// <param name="OpenQty">Most that may rest, lots.</param>
/// <param name="Waited">Since the last message left, in units of 1,024 ns.</param>
public readonly record struct DoubtRecord(byte Slot, byte Side, byte Pending, byte Desk, uint Urn, uint OpenQty, uint Waited);

/// <summary>ADMIN: S V W, and R H Y h J K of a tracked symbol.</summary>
public readonly record struct AdminRecord(
    byte Mtype, byte Sym, byte Tracked, ulong Seq, ulong Ts, ushort Locate, ulong Stock, byte Code, ulong NewRef = 0, uint Qty = 0, uint Price = 0);

/// <summary>FEED: the feed's state changed.</summary>
/// <param name="Cause">A <see cref="FeedCause"/>.</param>
/// <param name="Line">Line of the packet; 0 without one.</param>
/// <param name="Expected">Expected sequence.</param>
/// <param name="Got">Sequence of the packet; highest announced for a gap without one and when the gap closes.</param>
/// <param name="Session">Wrong session: the packet's. Else zero.</param>
public readonly record struct FeedRecord(byte Cause, byte Line, ulong Expected, ulong Got, SessionId Session = default);

/// <summary>MESSAGE: every decoded ITCH message. The order reference is the stock of R H J K V and the match number of B.</summary>
public readonly record struct MessageRecord(
    byte Mtype, byte Sym, byte Tracked, ulong Seq, ulong Ts, ushort Locate, ulong OrderRef, ulong NewRef, uint Qty, uint Price, byte Side, byte Code);

/// <summary>TRADE: E C P Q B of a tracked symbol.</summary>
/// <param name="Code">C: printable; Q: cross type; else 0.</param>
/// <param name="Flags"><see cref="TradeFlags"/>.</param>
/// <param name="Price">Price units; 0 unless PRICED.</param>
/// <param name="Qty">Lots; 0 for B.</param>
/// <param name="OrderRef">E C: the resting order; else 0.</param>
public readonly record struct TradeRecord(
    byte Mtype, byte Sym, byte Side, ulong Seq, ulong Ts, byte Code, byte Flags, uint Price, ulong Qty, ulong MatchNo, ulong OrderRef);

/// <summary>DEPTH: five of a side's ten best levels. Levels beyond <paramref name="Levels"/> are zero.</summary>
/// <param name="Part">0: levels 1 to 5; 1: levels 6 to 10.</param>
/// <param name="Seq">Of the last message applied to the symbol.</param>
public readonly record struct DepthRecord(
    byte Sym, byte Side, byte Part, byte Levels, ulong Seq,
    ushort Idx0, ushort Idx1, ushort Idx2, ushort Idx3, ushort Idx4, uint Qty0, uint Qty1, uint Qty2, uint Qty3, uint Qty4);

/// <summary>A level of a side: ticks above the window base, and lots.</summary>
public readonly record struct LadderLevel(ushort Idx, uint Qty);

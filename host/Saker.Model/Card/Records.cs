namespace Saker.Model;

// Event records of the card without what only a clocked card has (sequence, phase, now_ns, cycle, rx_cycle). Names are those of hdl/regs/events.json.

/// <summary>BOOK. Indices count ticks above the window base and are valid while their quantity is not 0.</summary>
public readonly record struct BookRecord(
    byte Sym, byte Flags, ulong Seq, ulong Ts, byte Mtype, byte Stale, ushort BidIdx, ushort AskIdx, uint BidQty, uint AskQty)
{
    /// <summary>No flag set: the symbol may be quoted.</summary>
    public bool Ok => Flags == 0;
}

/// <summary>QUOTE. An index is valid while its side is wanted.</summary>
public readonly record struct QuoteRecord(
    byte Slot, ulong Seq, byte BidEn, byte AskEn, ushort BidIdx, ushort AskIdx, ushort Mid2, int Position);

/// <summary>ORDER, sent or refused.</summary>
public readonly record struct OrderRecord(
    byte Slot, byte Side, byte Action, byte Sent, byte Tick, uint Urn, uint OrigUrn, uint Qty, uint OpenQty, uint Price, ushort Idx,
    ushort Verdict, ulong Seq, int Position, ushort Mid2);

/// <summary>VENUE: an OUCH message after it took effect.</summary>
public readonly record struct VenueRecord(
    byte Mtype, byte Slot, byte Known, byte Side, ulong VenueTs, uint Urn, uint OrigUrn, uint Qty, ulong Price, ulong ExtRef, ushort Reason,
    byte Code, int Position);

/// <summary>KILL.</summary>
public readonly record struct KillRecord(byte Killed, uint Causes, uint Asserted, uint OpenOrders);

/// <summary>ADMIN: S R H Y h.</summary>
public readonly record struct AdminRecord(byte Mtype, byte Sym, byte Tracked, ulong Seq, ulong Ts, ushort Locate, ulong Stock, byte Code);

/// <summary>FEED: a feed fault.</summary>
public readonly record struct FeedRecord(byte Cause, ulong Expected, ulong Got);

/// <summary>MESSAGE: every decoded ITCH message.</summary>
public readonly record struct MessageRecord(
    byte Mtype, byte Sym, byte Tracked, ulong Seq, ulong Ts, ushort Locate, ulong OrderRef, ulong NewRef, uint Qty, uint Price, byte Side, byte Code);

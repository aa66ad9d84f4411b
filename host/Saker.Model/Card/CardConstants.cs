namespace Saker.Model;

/// <summary>BOOK_* flags: why a symbol may not be quoted.</summary>
[Flags]
public enum BookFlags : byte
{
    None = 0,
    Stale = 1 << 0,
    Halted = 1 << 1,
    Empty = 1 << 2,
    Outside = 1 << 3,
    Crossed = 1 << 4,
}

/// <summary>STALE_* reasons; the first one sticks.</summary>
public enum StaleReason : byte
{
    None = 0,
    Gap = 1,
    BadFrame = 2,
    Framing = 3,
    UnknownRef = 4,
    DupRef = 5,
    TableFull = 6,
    OffWindow = 7,
    OffTick = 8,
    LevelQty = 9,
    WrongSym = 10,
    Busy = 11,
    BadLength = 12,
    /// <summary>No message of the symbol for SYM_SILENCE.</summary>
    Silent = 13,
    NeverSet = 15,
}

/// <summary>Causes of a FEED event.</summary>
public enum FeedCause : byte
{
    Gap = 1,
    BadFrame = 2,
    Framing = 3,
    WrongSession = 4,
    EndOfSession = 5,
    GapClosed = 6,
}

/// <summary>Flags of a TRADE event.</summary>
[Flags]
public enum TradeFlags : byte
{
    None = 0,
    /// <summary>The price is known.</summary>
    Priced = 1 << 0,
    /// <summary>Counts in the volume.</summary>
    Printable = 1 << 1,
    /// <summary>The resting order was found.</summary>
    Resting = 1 << 2,
}

/// <summary>Mode of a slot; every other register value is <see cref="Halted"/>.</summary>
public enum SlotMode : byte
{
    Halted = 0,
    Off = 1,
    Reducing = 2,
    Active = 3,
    /// <summary>Of a slot alone: OFF for orders that could leave, and its quotes are tried on paper.</summary>
    Shadow = 4,
}

/// <summary>What an order frame does.</summary>
public enum OrderAction : byte
{
    None = 0,
    New = 1,
    /// <summary>Of the desk, whose orders are not replaced, in DESK_ORDER and DOUBT: modify. An ORDER record has that as a cancel with a quantity.</summary>
    Replace = 2,
    Cancel = 3,
}

/// <summary>V_* bits: any set bit refuses the order.</summary>
[Flags]
public enum Verdict : ushort
{
    Pass = 0,
    Kill = 1 << 0,
    Mode = 1 << 1,
    Session = 1 << 2,
    Book = 1 << 3,
    Qty = 1 << 4,
    Collar = 1 << 5,
    Position = 1 << 6,
    Urn = 1 << 7,
    Window = 1 << 8,
    /// <summary>The place of the next reference is taken.</summary>
    Table = 1 << 9,
    /// <summary>THROTTLE_HEADROOM is 0.</summary>
    Throttle = 1 << 10,
    /// <summary>It would meet an order of our own.</summary>
    Self = 1 << 11,
    /// <summary>Its value is above SLOT_MAX_NOTIONAL, or that is not worked out yet.</summary>
    Notional = 1 << 12,
    /// <summary>The slots together: the position of a symbol, or the exposure of all.</summary>
    Aggregate = 1 << 13,
}

/// <summary>What a mass cancel reaches; any other value reaches nothing.</summary>
public enum CancelScope : byte
{
    All = 0,
    /// <summary>One slot.</summary>
    Slot = 1,
    /// <summary>Every slot of one symbol.</summary>
    Symbol = 2,
}

/// <summary>SLOT_TRIPS bits; sticky.</summary>
[Flags]
public enum TripCauses : uint
{
    None = 0,
    /// <summary>SLOT_KILL was written.</summary>
    Manual = 1 << 0,
    /// <summary>SLOT_MAX_REJECTS rejects in a row.</summary>
    Rejects = 1 << 1,
    /// <summary>More executions than SLOT_MAX_FILLS without a person.</summary>
    Fills = 1 << 2,
    /// <summary>A loss reached its limit, or the money is not known.</summary>
    Loss = 1 << 3,
    /// <summary>A triangle was executed in part, and its bank says kill.</summary>
    Leg = 1 << 4,
}

/// <summary>KILL_CAUSES bits; sticky.</summary>
[Flags]
public enum KillCauses : uint
{
    None = 0,
    Reset = 1 << 0,
    ManualConsole = 1 << 1,
    ManualCli = 1 << 2,
    HostHeartbeat = 1 << 3,
    EventRing = 1 << 4,
    OrderSession = 1 << 5,
    UnknownOrder = 1 << 6,
    HostFault = 1 << 7,
    Reconciliation = 1 << 8,
    RepeatedExecution = 1 << 9,
    Panel = 1 << 10,
    Usb = 1 << 11,
    Config = 1 << 12,
}

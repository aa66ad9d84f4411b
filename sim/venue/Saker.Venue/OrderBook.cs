namespace Saker.Venue;

/// <summary>Both sides of one instrument's displayed book.</summary>
public sealed class OrderBook(Instrument instrument)
{
    /// <summary>What it is the book of.</summary>
    public Instrument Instrument { get; } = instrument;

    /// <summary>Buy orders.</summary>
    public BookSide Bids { get; } = new(Side.Buy);

    /// <summary>Sell orders.</summary>
    public BookSide Asks { get; } = new(Side.Sell);

    /// <summary>Trading state of the H message: T trading, H halted, P paused, Q quotation only.</summary>
    public char State { get; internal set; } = 'T';

    /// <summary>Reason that goes with the state, at most 4 characters.</summary>
    public string Reason { get; internal set; } = "";

    /// <summary>Whether this market has stopped the instrument for technical reasons (h messages).</summary>
    public bool OperationalHalt { get; internal set; }

    /// <summary>False while trading in the instrument is halted for any reason.</summary>
    public bool Trading => State == 'T' && !OperationalHalt;

    /// <summary>The side an order of <paramref name="side"/> rests on.</summary>
    public BookSide Own(Side side) => side == Side.Buy ? Bids : Asks;

    /// <summary>The side an order of <paramref name="side"/> trades with.</summary>
    public BookSide Opposite(Side side) => side == Side.Buy ? Asks : Bids;
}

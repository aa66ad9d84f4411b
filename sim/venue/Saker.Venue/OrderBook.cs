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

    /// <summary>False while trading in the instrument is halted.</summary>
    public bool Trading { get; internal set; } = true;

    /// <summary>The side an order of <paramref name="side"/> rests on.</summary>
    public BookSide Own(Side side) => side == Side.Buy ? Bids : Asks;

    /// <summary>The side an order of <paramref name="side"/> trades with.</summary>
    public BookSide Opposite(Side side) => side == Side.Buy ? Asks : Bids;
}

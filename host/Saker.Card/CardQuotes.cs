using Saker.Model;

namespace Saker.Card;

/// <summary>QUOTE records of the ring in the model's form.</summary>
public static class CardQuotes
{
    /// <summary>Reads a record. The quantity of a side that is not wanted means nothing: it is 0 here.</summary>
    public static QuoteRecord Read(QuoteEvent q) => new(
        (byte)q.Slot, q.Seq, q.BidEn, q.AskEn, q.BidIdx, q.AskIdx, q.Mid2, q.Position, q.BidEn != 0 ? q.BidQty : 0, q.AskEn != 0 ? q.AskQty : 0, q.Gates, q.Skipped, (long)q.Edge);
}

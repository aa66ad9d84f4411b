using Saker.Wire;

namespace Saker.Venue;

/// <summary>What this venue honours of an appendage. The other tags are repeated in the answer and change nothing.</summary>
/// <param name="PostOnly">Tag 12 is P: the order must not trade on arrival.</param>
/// <param name="MinQuantity">Tag 3: least quantity that must trade at once, or 0.</param>
/// <param name="WrongTag">A tag whose value has a wrong size, or 0.</param>
internal readonly record struct OuchOptions(bool PostOnly, ulong MinQuantity, byte WrongTag)
{
    public static OuchOptions Of(OuchAppendage appendage)
    {
        appendage.HasWrongSize(out byte wrong);
        appendage.TryNumber(OuchTag.MinQuantity, out ulong least);
        return new OuchOptions(appendage.TryLetter(OuchTag.PostOnly, out char postOnly) && postOnly == 'P', least, wrong);
    }

    /// <summary>Whether an order with these options must not be matched and must not rest.</summary>
    public bool DiesOnArrival(IMatcher matcher, Instrument instrument, Side side, long limit) =>
        PostOnly && matcher.WouldMatch(instrument, side, limit);

    /// <summary>Whether the least quantity is there to trade with.</summary>
    public bool CanFill(IMatcher matcher, Instrument instrument, Side side, long limit) =>
        MinQuantity == 0 || matcher.CanFill(instrument, side, limit, (uint)MinQuantity);
}

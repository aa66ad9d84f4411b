namespace Saker.Card.Feed;

/// <summary>The feed's registers that take more than one access.</summary>
public static class FeedRegisters
{
    /// <summary>E: the next sequence that the card expects.</summary>
    public static ulong Expected(ICard card) => Wide(card, CardRegisters.FeedExpectedLo, CardRegisters.FeedExpectedHi);

    /// <summary>N: the highest next sequence that a line announced; 0: none since FEED_SET.</summary>
    public static ulong Top(ICard card) => Wide(card, CardRegisters.FeedTopLo, CardRegisters.FeedTopHi);

    /// <summary>FEED_SET: the card expects <paramref name="next"/> and is behind until a line shows it.</summary>
    public static void Expect(ICard card, ulong next)
    {
        card.Write(CardRegisters.FeedNextLo, (uint)next);
        card.Write(CardRegisters.FeedNextHi, (uint)(next >> 32));
        card.Write(CardRegisters.FeedSet, 1);
    }

    /// <summary>FEED_CTRL.SNAPSHOT; the register's other bits stay.</summary>
    public static void Snapshot(ICard card, bool on) =>
        card.Write(CardRegisters.FeedCtrl, new FeedCtrlValue(card.Read(CardRegisters.FeedCtrl)).WithSnapshot(on).Raw);

    /// <summary>A value of two words that moves while it is read.</summary>
    public static ulong Wide(ICard card, uint low, uint high)
    {
        while (true)
        {
            uint before = card.Read(high);
            uint word = card.Read(low);
            if (card.Read(high) == before)
            {
                return ((ulong)before << 32) | word;
            }
        }
    }
}

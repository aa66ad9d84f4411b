using Saker.Card.Bench;

namespace Saker.Card.Tests.Orders;

/// <summary>Section 9.1 of docs/card.md on its own: what is kept, what the peer's acknowledgments do to it, and what there is room for.</summary>
/// <param name="next">OE_SND_NXT; everything before it is acknowledged.</param>
/// <param name="window">The peer's window, in units of its scale.</param>
/// <param name="scale">The peer's window scale.</param>
internal sealed class StoreModel(uint next, ushort window, int scale)
{
    private readonly List<CardSegment> _kept = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<CardSegment> Kept => _kept;

    public uint Next { get; private set; } = next;

    public uint Oldest { get; private set; } = next;

    public ushort Window { get; private set; } = window;

    public uint DuplicateAcks { get; private set; }

    /// <summary>OE_MAX_SEQ.</summary>
    public uint MaxSequence { get; set; }

    public bool Room => _kept.Count < OrderStore.Places && NotAfter(Next + OrderStore.SegmentRoom, Oldest + ((uint)Window << scale));

    public bool RoomForOrder =>
        Room && _kept.Count <= OrderStore.PlacesForOrders && MaxSequence != 0 && NotAfter(Next + OrderStore.SegmentRoom, MaxSequence);

    public bool RoomForPair => RoomForOrder && NotAfter(Next + OrderPair.Room, Oldest + ((uint)Window << scale)) && NotAfter(Next + OrderPair.Room, MaxSequence);

    public void Sent(in CardSegment segment)
    {
        _kept.Add(segment);
        Next = segment.End;
    }

    /// <summary>An acknowledgment that the card took: what it never sent, and what is older than the last one, changes nothing.</summary>
    /// <param name="sequence">TCP acknowledgment number.</param>
    /// <param name="window">TCP window.</param>
    /// <param name="empty">The segment carries no payload.</param>
    public void Acknowledged(uint sequence, ushort window, bool empty)
    {
        if (sequence == Oldest)
        {
            DuplicateAcks += empty && window == Window && _kept.Count != 0 && DuplicateAcks < byte.MaxValue ? 1u : 0u;
            Window = window;
        }
        else if (NotAfter(Oldest, sequence) && NotAfter(sequence, Next))
        {
            Oldest = sequence;
            DuplicateAcks = 0;
            Window = window;
            _kept.RemoveAll(Acknowledged);
        }
    }

    public bool Acknowledged(CardSegment segment) => NotAfter(segment.End, Oldest);

    public override string ToString() => $"una {Oldest:X8}, nxt {Next:X8}, window {Window}, {_kept.Count} kept, bound {MaxSequence:X8}";

    private static bool NotAfter(uint a, uint b) => (int)(b - a) >= 0;
}

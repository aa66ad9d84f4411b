namespace Saker.Model;

/// <summary>
/// What is known to be missing: docs/card.md section 3.3 with FEED_GAP_WAIT_NS = 0. Opens and closes the gap over all books, with its FEED records.
/// Starts as after reset: open, without a record.
/// </summary>
internal sealed class GapWatch(CardBook book, ICardSink sink)
{
    private bool _synced;
    private (byte Line, ulong First)? _underWay;

    public FeedConfig Config { get; set; }
    public bool Open { get; private set; } = true;
    public bool Ended { get; private set; }
    /// <summary>N: highest next sequence announced since FEED_SET.</summary>
    public ulong Top { get; private set; }
    public bool Synced => Config.AnySequence || _synced;

    public bool Behind(ulong expected) =>
        !Config.AnySequence && (Config.Snapshot || !_synced || Top > expected || AheadUnderWay(expected));

    /// <summary>FEED_SET.</summary>
    public void Reset()
    {
        Top = 0;
        Ended = false;
        _synced = false;
    }

    /// <summary>A line has shown that the sequence is contiguous. Without effect after the end of session.</summary>
    public void Sync() => _synced = !Ended;

    /// <summary>A good frame of line A or B announced its next sequence.</summary>
    public void Announce(ulong next, ulong expected)
    {
        Top = Math.Max(Top, next);
        if (next == expected)
        {
            Sync();
        }
    }

    /// <summary>A good END_OF_SESSION of line A or B; true for the first since FEED_SET.</summary>
    public bool End()
    {
        bool first = !Ended;
        Ended = true;
        _synced = false;
        return first;
    }

    /// <summary>A packet of line A or B is being received. Frames do not overlap here, so that one which is not ahead at its first block never is, and the
    /// expected sequence does not reach one that is before its end.</summary>
    public void Enter(int line, ulong first) => _underWay = ((byte)line, first);

    /// <summary>Its frame has ended.</summary>
    public void Leave() => _underWay = null;

    /// <summary>Opens or closes the gap as things stand.</summary>
    public void Look(ulong expected)
    {
        bool behind = Behind(expected);
        if (behind == Open)
        {
            return;
        }
        Open = behind;
        (byte line, ulong got) = behind && AheadUnderWay(expected) ? (_underWay!.Value.Line, _underWay.Value.First) : ((byte)0, Top);
        sink.Feed(new FeedRecord((byte)(behind ? FeedCause.Gap : FeedCause.GapClosed), line, expected, got));
        book.FeedGap = behind;
    }

    private bool AheadUnderWay(ulong expected) => _underWay is { } packet && packet.First > expected;
}

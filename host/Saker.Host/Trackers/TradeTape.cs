using Saker.Card;

namespace Saker.Host.Trackers;

/// <summary>The last trades of a symbol from the card's TRADE records: a fixed number, the oldest gives way.</summary>
/// <param name="capacity">Trades kept.</param>
public sealed class TradeTape(int capacity)
{
    private readonly TapeEntry[] _entries = new TapeEntry[capacity];
    private ulong _sequence;

    /// <summary>Trades and breaks taken since the start.</summary>
    public ulong Count { get; private set; }

    /// <summary>Breaks taken since the start.</summary>
    public ulong Broken { get; private set; }

    /// <summary>Takes a record. False: it was taken before, as the messages that follow a snapshot come again.</summary>
    /// <param name="e">The record.</param>
    /// <param name="messageNs">Its time, ns since the midnight before the session.</param>
    public bool Add(TradeEvent e, long messageNs)
    {
        if (e.Seq <= _sequence)
        {
            return false;
        }

        _sequence = e.Seq;
        if (e.Mtype == 'B')
        {
            Broken++;
            Break(e.MatchNo);
        }

        _entries[Count % (ulong)_entries.Length] = new TapeEntry(
            e.MatchNo, (char)e.Mtype, (e.Flags & 4) != 0 || e.Mtype == 'P' ? e.Side != 0 : null,
            (e.Flags & 1) != 0 ? e.Price : null, e.Qty, (e.Flags & 2) != 0, messageNs, (long)e.NowNs, Broken: false);
        Count++;
        return true;
    }

    /// <summary>Another session: its sequence begins anew.</summary>
    public void SessionChanged() => _sequence = 0;

    /// <summary>Newest first.</summary>
    /// <param name="most">At most so many.</param>
    public IEnumerable<TapeEntry> Newest(int most)
    {
        int kept = (int)Math.Min(Count, (ulong)Math.Min(most, _entries.Length));
        for (int n = 1; n <= kept; n++)
        {
            yield return _entries[(Count - (ulong)n) % (ulong)_entries.Length];
        }
    }

    private void Break(ulong match)
    {
        for (int n = 0; n < _entries.Length; n++)
        {
            if (_entries[n].Match == match && _entries[n].Type != 'B')
            {
                _entries[n] = _entries[n] with { Broken = true };
            }
        }
    }
}

/// <summary>A trade, or the breaking of one.</summary>
/// <param name="Match">Match number.</param>
/// <param name="Type">ITCH type: E C P Q, B for a break.</param>
/// <param name="RestingSell">Side of the resting order; null: unknown.</param>
/// <param name="Price">Price units; null: unknown.</param>
/// <param name="Quantity">Lots; 0 for a break.</param>
/// <param name="Printable">Counts in the volume.</param>
/// <param name="MessageNs">The message's own time, ns since the midnight before the session.</param>
/// <param name="UnixNs">Card time, unix ns.</param>
/// <param name="Broken">A later message broke it.</param>
public readonly record struct TapeEntry(
    ulong Match, char Type, bool? RestingSell, uint? Price, ulong Quantity, bool Printable, long MessageNs, long UnixNs, bool Broken);

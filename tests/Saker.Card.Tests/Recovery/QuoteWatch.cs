using System.Buffers.Binary;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Tests.Recovery;

/// <summary>Whether a new order or a replace left the card while its symbol was not to be quoted, by the card's records, by the bytes of its frames, and by what stood on the feed's pins.</summary>
internal sealed class QuoteWatch(int symbol)
{
    // A verdict taken while the symbol was good leaves two cycles later; the record of a change stands one cycle after its cause.
    private const int InFlight = 3;
    // From a start character to the word with the count, and from there to the latest cycle in which the gap shows at the quoter.
    private const int HeaderWords = 17, GapShows = 5;
    private const int IpAt = 14, PayloadAt = 54, TypeAt = 3, LengthBytes = 2;

    private readonly List<(uint Cycle, int Order, bool? Gap, bool? Ok)> _words = [];
    private readonly List<(uint Cycle, uint Urn, OrderAction Action)> _sent = [];
    private readonly List<Delivery> _deliveries = [];

    /// <summary>Times that the symbol stopped being quotable.</summary>
    public int Stops { get; private set; }

    /// <summary>New orders and replaces.</summary>
    public int Quotes { get; private set; }

    /// <summary>Cancels.</summary>
    public int Cancels { get; private set; }

    /// <summary>Packets on the pins whose first message is beyond all that came before.</summary>
    public int Jumps { get; private set; }

    /// <summary>The symbol may be quoted, by the last record.</summary>
    public bool Ok => _words.Count != 0 && _words[^1].Ok == true;

    /// <summary>Cycle of the record since which the symbol may not be quoted, while that is so.</summary>
    public ulong StoppedAt { get; private set; }

    public void OnFeed(uint cause, uint cycle)
    {
        // Another session's packet changes nothing, and the end of ours opens a gap.
        switch ((FeedCause)cause)
        {
            case FeedCause.Gap:
                Add(cycle, 0, true, false);
                break;
            case FeedCause.GapClosed:
                Add(cycle, 0, false, false);
                break;
            case FeedCause.BadFrame or FeedCause.Framing:
                Add(cycle, 0, null, false);
                break;
        }
    }

    public void OnBook(BookRecord record, uint cycle)
    {
        if (record.Sym == symbol)
        {
            Add(cycle, 1, null, record.Ok);
        }
    }

    public void OnOrder(uint cycle, uint urn, OrderAction action) => _sent.Add((cycle, urn, action));

    /// <summary>Messages that came, or may have come, to the card.</summary>
    public void OnDelivery(Delivery delivery) => _deliveries.Add(delivery);

    /// <summary>Looks at the whole run.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    public string? Difference(IEnumerable<SentFrame> frames)
    {
        List<(uint Cycle, bool Ok)> states = States();
        Stops = states.Count(s => !s.Ok);
        Quotes = _sent.Count(s => s.Action != OrderAction.Cancel);
        Cancels = _sent.Count - Quotes;
        List<(uint Cycle, byte Type)> wire = [.. frames.SelectMany(Orders)];
        List<(uint Cycle, byte Type)> told = [.. _sent.OrderBy(s => s.Cycle).Select(s => (s.Cycle, TypeOf(s.Action)))];
        if (!wire.SequenceEqual(told))
        {
            int at = wire.Zip(told).TakeWhile(p => p.First == p.Second).Count();
            return $"the transmit port's {wire.Count} order frames are not the {told.Count} of the ORDER records: frame {at} is {wire.ElementAtOrDefault(at)}, the record says {told.ElementAtOrDefault(at)}";
        }

        foreach ((uint cycle, byte type) in wire.Where(f => f.Type != OuchCancelRequest.Type))
        {
            if (!Allowed(states, cycle))
            {
                return $"a frame of type '{(char)type}' starts in cycle {cycle}; the symbol was not to be quoted since cycle {states.LastOrDefault(s => s.Cycle <= cycle).Cycle}";
            }
        }

        foreach (Delivery jump in new DeliveredMessages().Jumps(_deliveries))
        {
            Jumps++;
            uint cycle = (uint)jump.Cycle + HeaderWords + GapShows;
            if (At(states, cycle + InFlight))
            {
                return $"{jump} jumps over messages, which must show in cycle {cycle}; the symbol may be quoted";
            }
        }

        return null;
    }

    private void Add(uint cycle, int order, bool? gap, bool ok)
    {
        StoppedAt = !ok && (Ok || _words.Count == 0) ? cycle : StoppedAt;
        _words.Add((cycle, order, gap, ok));
    }

    private static bool Allowed(List<(uint Cycle, bool Ok)> states, uint start) =>
        At(states, start - InFlight) || states.Any(s => s.Ok && s.Cycle < start && s.Cycle + InFlight > start);

    private static bool At(List<(uint Cycle, bool Ok)> states, uint cycle)
    {
        int low = 0, high = states.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = states[middle].Cycle <= cycle ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && states[low - 1].Ok;
    }

    /// <summary>Changes of whether the symbol may be quoted: from a fault of the feed, or a BOOK record with a flag, until a BOOK record without one while no gap is open.</summary>
    private List<(uint Cycle, bool Ok)> States()
    {
        var states = new List<(uint Cycle, bool Ok)>();
        bool gap = true;
        bool ok = false;
        foreach ((uint cycle, int _, bool? gapNow, bool? okNow) in _words.OrderBy(w => w.Cycle).ThenBy(w => w.Order))
        {
            gap = gapNow ?? gap;
            bool now = okNow == true && !gap;
            if (now != ok)
            {
                states.Add((cycle, now));
                ok = now;
            }
        }

        return states;
    }

    /// <summary>The orders in a frame; the record of a second one names the cycle after the start.</summary>
    private static IEnumerable<(uint Cycle, byte Type)> Orders(SentFrame frame)
    {
        uint cycle = (uint)frame.StartCycle;
        int end = Math.Min(frame.Bytes.Length, IpAt + BinaryPrimitives.ReadUInt16BigEndian(frame.Bytes.AsSpan(IpAt + LengthBytes)));
        for (int at = PayloadAt; at + TypeAt < end && frame.Bytes[at + TypeAt - 1] == SoupType.UnsequencedData; cycle++)
        {
            yield return (cycle, frame.Bytes[at + TypeAt]);
            at += LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(frame.Bytes.AsSpan(at));
        }
    }

    private static byte TypeOf(OrderAction action) => action switch
    {
        OrderAction.New => OuchEnterOrder.Type,
        OrderAction.Replace => OuchReplaceRequest.Type,
        _ => OuchCancelRequest.Type,
    };
}

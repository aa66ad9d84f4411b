using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>One book message that made an idle card send an order. Cycles count from the card's reset.</summary>
/// <param name="Type">ITCH type.</param>
/// <param name="Lane">Lane of the message's last byte in its word, 0..3.</param>
/// <param name="Vlan">The frame carried an 802.1Q tag.</param>
/// <param name="Action">What was sent first.</param>
/// <param name="LastByte">Cycle of the last byte on the pins, from the frame's layout and the cycle of its last FCS byte.</param>
/// <param name="Start">Cycle of the order frame's start character on the pins.</param>
/// <param name="RxCycle">The card's own stamp of the last byte, from the ORDER record.</param>
/// <param name="Message">Cycle of the MESSAGE record: decoded.</param>
/// <param name="Book">Cycle of the BOOK record: new top of book.</param>
/// <param name="Quote">Cycle of the QUOTE record.</param>
/// <param name="Order">Cycle of the ORDER record: start character.</param>
public readonly record struct TickSample(
    char Type, int Lane, bool Vlan, OrderAction Action, ulong LastByte, ulong Start, uint RxCycle, uint Message, uint Book, uint Quote, uint Order)
{
    /// <summary>Last byte of the message to start character of the order, both on the pins.</summary>
    public long Cycles => (long)(Start - LastByte);
}

/// <summary>Measures tick to order on an idle card: every book message type, every lane, tagged and untagged, first order and
/// replace.</summary>
public sealed class TickToOrder : IDisposable
{
    /// <summary>Every book message type.</summary>
    public const string Types = "AFECXDU";

    private const int Bid = 2_000, Ask = 2_010, Better = 2_002, Worse = 1_990;
    private const uint BaseSize = 500, ProbeSize = 300, Measured = 0;

    private readonly TradingBench _bench;
    private readonly bool _vlan;
    private readonly int _line;
    private ulong _ask;

    /// <param name="vlan">Frames carry an 802.1Q tag.</param>
    /// <param name="line">Line that brings the measured messages: A or B.</param>
    /// <param name="others">Slots beside slot 0 that quote the same symbol with the same parameters.</param>
    public TickToOrder(bool vlan, int line = FeedLines.A, int others = 0)
    {
        _vlan = vlan;
        _line = line;
        _bench = new TradingBench(TradingBench.Plain, TradingBench.Wide, FeedSettings.Default with { Vlan = vlan ? (ushort)5 : null }, record: true);
        for (int slot = 1; slot <= others; slot++)
        {
            _bench.Configure(TradingBench.Plain, TradingBench.Wide, slot);
        }

        _bench.Arm();
        for (int slot = 0; slot <= others; slot++)
        {
            _bench.Mode(SlotMode.Active, slot);
        }

        _bench.Tell(Book.Add(Side.Buy, Bid, BaseSize));
        _bench.Tell(Book.Add(Side.Sell, Ask, BaseSize));
        _ask = Book.Last;
        _bench.Settle();
        _bench.Feed.Discard();
    }

    private BookMessages Book => _bench.Book;

    /// <summary>The whole sweep: 7 types, 4 lanes, with and without a tag, NEW and REPLACE.</summary>
    /// <param name="others">Slots beside slot 0 that quote the same symbol with the same parameters.</param>
    public static IReadOnlyList<TickSample> Sweep(int line = FeedLines.A, int others = 0)
    {
        var samples = new List<TickSample>();
        foreach (bool vlan in new[] { false, true })
        {
            using var one = new TickToOrder(vlan, line, others);
            for (int shift = 0; shift < 4; shift++)
            {
                foreach (char type in Types)
                {
                    samples.Add(one.New(type, shift));
                    samples.Add(one.Replace(type, shift));
                }
            }
        }

        return samples;
    }

    /// <summary>The message makes the book quotable: a first order.</summary>
    /// <param name="type">A F E C X D U.</param>
    /// <param name="shift">Bytes, modulo 4, by which messages in front of it move it in its packet.</param>
    public TickSample New(char type, int shift)
    {
        if (type is 'A' or 'F')
        {
            _bench.Tell(Book.Delete(_ask));
            _bench.Settle();
            TickSample added = Measure(Book.Add(Side.Sell, Ask, BaseSize, type == 'F'), shift);
            _ask = Book.Last;
            _bench.Settle();
            return added;
        }

        // A bid at the best ask: crossed, nothing is quoted until it is gone.
        _bench.Tell(Book.Add(Side.Buy, Ask, ProbeSize));
        _bench.Settle();
        return Take(type, shift);
    }

    /// <summary>The message moves the quote of resting orders.</summary>
    public TickSample Replace(char type, int shift)
    {
        if (type is 'A' or 'F')
        {
            TickSample added = Measure(Book.Add(Side.Buy, Better, ProbeSize, type == 'F'), shift);
            _bench.Settle();
            _bench.Tell(Book.Delete(Book.Last));
            _bench.Settle();
            return added;
        }

        _bench.Tell(Book.Add(Side.Buy, Better, ProbeSize));
        _bench.Settle();
        return Take(type, shift);
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>Takes the last order out of the book by a message of a type.</summary>
    private TickSample Take(char type, int shift)
    {
        ulong reference = Book.Last;
        TickSample sample = Measure(type switch
        {
            'E' => Book.Execute(reference, ProbeSize),
            'C' => Book.ExecuteAt(reference, ProbeSize, Better),
            'X' => Book.Cancel(reference, ProbeSize),
            'D' => Book.Delete(reference),
            'U' => Book.Replace(reference, Worse, ProbeSize),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No book message."),
        }, shift);
        _bench.Settle();
        if (type == 'U')
        {
            _bench.Tell(Book.Delete(Book.Last));
            _bench.Settle();
        }

        return sample;
    }

    private TickSample Measure(byte[] message, int shift)
    {
        _bench.Feed.Discard();
        TickPacket packet = TickPacket.Send(_bench.Feed, Book, message, shift, _line);
        List<byte[]> records = _bench.Feed.Records();
        _bench.Peer.Poll();
        if (!_bench.Peer.Packets.TryPeek(out PeerPacket first))
        {
            CardException.Throw($"The {(char)message[0]} message caused no order.");
        }

        var book = new BookEvent(records.Last(r => r[4] == (byte)EventType.Book));
        var quote = new QuoteEvent(records.Last(r => r[4] == (byte)EventType.Quote && new QuoteEvent(r).Slot == Measured));
        var decoded = new MessageEvent(records.Last(r => r[4] == (byte)EventType.Message));
        var order = new OrderEvent(records.First(r => r[4] == (byte)EventType.Order && new OrderEvent(r).Slot == Measured));
        return new TickSample(
            (char)message[0], packet.Lane, _vlan, (OrderAction)order.Action, packet.LastByte(), first.StartCycle,
            order.RxCycle, decoded.Cycle, book.Cycle, quote.Cycle, order.Cycle);
    }
}

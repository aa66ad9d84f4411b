using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>A gap on an idle card with an order resting on each side. Cycles count from the card's reset.</summary>
/// <param name="Line">Line of the packet that showed the gap.</param>
/// <param name="Count">Cycle in which the word with that packet's message count stood on the pins.</param>
/// <param name="Stale">Cycle of the BOOK record that says so of the quoted symbol.</param>
/// <param name="Cancels">Starts of the cancel frames, in order.</param>
public readonly record struct GapSample(int Line, ulong Count, uint Stale, IReadOnlyList<ulong> Cancels)
{
    /// <summary>From the count to the symbol that may not be quoted.</summary>
    public long ToStale => Stale - (uint)Count;

    /// <summary>From the count to the start of the last cancel frame.</summary>
    public long ToPulled => (long)(Cancels[^1] - Count);
}

/// <summary>What the feed side of the card's Verilog costs and holds, measured on the virtual card.</summary>
public static class FeedFigures
{
    private const int Bid = 2_000, Ask = 2_010, UntrackedLocate = 77;
    private const int CountAt = 19;  // last byte of the message count in a MoldUDP64 header
    private const int UdpPayloadAt = EthernetFrame.HeaderLength + Ipv4Packet.HeaderLength + UdpDatagram.HeaderLength;
    private const int WordBytes = 4;
    private const int AddsInFlight = 36;
    private const ulong AddsCycles = 380;  // a little more than a packet of so many takes on the wire

    /// <summary>One gap on each line, with and without an 802.1Q tag.</summary>
    public static IReadOnlyList<GapSample> Gaps()
    {
        var samples = new List<GapSample>();
        foreach (ushort? vlan in new ushort?[] { null, 5 })
        {
            using var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide, FeedSettings.Default with { Vlan = vlan });
            bench.Arm();
            bench.Mode(SlotMode.Active);
            bench.Tell(bench.Book.Add(Side.Buy, Bid, 500));
            bench.Tell(bench.Book.Add(Side.Sell, Ask, 500));
            foreach (int line in (ReadOnlySpan<int>)[FeedLines.A, FeedLines.B])
            {
                bench.Settle();
                samples.Add(Gap(bench, line, vlan is not null));
            }
        }

        return samples;
    }

    /// <summary>Cycles from message to message of a packet that is full of D, the shortest book message: average, and least.</summary>
    public static (decimal Average, uint Least) Sustained()
    {
        using var bench = new CardBench(FeedSettings.Default, [], record: true);
        byte[] message = new byte[ItchOrderDelete.Length];
        ItchOrderDelete.Write(message, new Locate(UntrackedLocate), 0, default, new OrderRef(4));
        int n = bench.SendMessages(Enumerable.Repeat(message, 100).ToArray());
        uint[] cycles = Cycles(bench, n);
        return ((decimal)(cycles[^1] - cycles[0]) / (n - 1), Intervals(cycles).Min());
    }

    /// <summary>Cycles from release to release while a hold window is drained: least and most.</summary>
    public static (uint Least, uint Most) Drain()
    {
        const int Held = 200;
        using var bench = new CardBench(FeedSettings.Default, [], record: true);
        byte[] message = new byte[ItchSystemEvent.Length];
        ItchSystemEvent.Write(message, default, 0, default, 'Q');
        byte[][] messages = [.. Enumerable.Repeat(message, Held)];
        bench.NextSequence = 2;
        for (int sent = 0; sent < Held;)
        {
            sent += bench.SendMessages(messages.AsSpan(sent), line: FeedLines.B);
        }

        bench.Discard();
        bench.NextSequence = 1;
        bench.SendMessage(message);
        uint[] cycles = Cycles(bench, Held + 1);
        uint[] intervals = [.. Intervals(cycles).Skip(1)];
        return (intervals.Min(), intervals.Max());
    }

    /// <summary>Adds orders of every symbol until the table has no place for one. References are congruent modulo 4 in a symbol and
    /// count up, with the orders of other symbols between them.</summary>
    /// <param name="spread">Most references that a tracked order lies after the one before it; 1: every order is tracked.</param>
    /// <returns>Orders in the table, and its places.</returns>
    public static (int Orders, int Places) FirstOverflow(int spread)
    {
        // Bids on one level: the table is what fills.
        SymbolWindow[] symbols = [.. Enumerable.Range(0, (int)Caps().NumSymbols).Select(n => new SymbolWindow($"S{n}", 10_000, 100))];
        using var bench = new CardBench(FeedSettings.Default, symbols);
        CapsValue caps = new(bench.Card.Read(CardRegisters.Caps));
        for (int n = 0; n < symbols.Length; n++)
        {
            bench.Card.Write(CardRegisters.SymLocateAt(n), new SymLocateValue(0).WithLocate((uint)n + 1).WithValid(true).Raw);
        }

        var random = new Random(1);
        ulong[] next = new ulong[4];
        byte[][] packet = new byte[AddsInFlight][];
        bool full = false;
        int orders = 0;
        int places = (2 << (int)caps.OrderBucketsLog2) * (int)caps.OrderWays;
        while (!full)
        {
            for (int i = 0; i < packet.Length; i++)
            {
                int symbol = random.Next(symbols.Length);
                ulong reference = ((next[symbol % 4] += (ulong)random.Next(1, spread + 1)) * 4) + (ulong)(symbol % 4);
                packet[i] = new byte[ItchAddOrder.Length];
                ItchAddOrder.Write(packet[i], new Locate((ushort)(symbol + 1)), 0, default, new OrderRef(reference), Side.Buy, new Quantity(1),
                    Symbol.Of(symbols[symbol].Symbol), new Price(symbols[symbol].Price(10)));
            }

            bench.SendMessages(packet);
            bench.Card.Run(AddsCycles);
            bench.Take(record =>
            {
                full |= IsStale(record, StaleReason.TableFull);
                // What comes after the first overflow goes to the other symbols and does not count.
                orders += !full && record[4] == (byte)EventType.Book && new BookEvent(record).Mtype != 0 ? 1 : 0;
            });
            if (bench.NextSequence > (ulong)places + (2 * AddsInFlight))
            {
                CardException.Throw($"{bench.NextSequence} orders fit a table of {places}: the card does not say that it is full.");
            }
        }

        return (orders, places);
    }

    private static CapsValue Caps()
    {
        using var card = new VerilatedCard();
        return new CapsValue(card.Read(CardRegisters.Caps));
    }

    private static bool IsStale(ReadOnlySpan<byte> record, StaleReason reason) =>
        record[4] == (byte)EventType.Book && new BookEvent(record).Stale == (byte)reason;

    private static GapSample Gap(TradingBench bench, int line, bool tagged)
    {
        CardBench feed = bench.Feed;
        feed.Discard();
        ulong frame = feed.FrameNumber(line), missing = feed.NextSequence++;
        byte[] message = bench.Book.SystemEvent();
        feed.SendMessages([message], line: line);
        List<byte[]> records = feed.Records();
        bench.Peer.Poll();
        ulong[] cancels = [.. bench.Peer.Packets.Where(p => p.Payload[0] == OuchCancelRequest.Type).Select(p => p.StartCycle)];
        if (cancels.Length != 2)
        {
            CardException.Throw($"A gap pulled {cancels.Length} of 2 orders.");
        }

        int tag = tagged ? EthernetFrame.TagLength : 0;
        int length = Math.Max(UdpPayloadAt + tag + MoldPacket.HeaderLength + MoldPacket.BlockHeaderLength + message.Length, EthernetFrame.MinLength) + Crc32.Length;
        ulong end = feed.Card.SentAt(CardBench.PortOf(line), frame) ?? throw new CardException("The frame was not sent.");
        ulong count = end - (ulong)((length - 1) / WordBytes) + (ulong)((UdpPayloadAt + tag + CountAt) / WordBytes);
        uint stale = new BookEvent(records.First(r => IsStale(r, StaleReason.Gap))).Cycle;

        // The missing message comes: the held one follows, and quoting goes on.
        feed.NextSequence = missing;
        feed.SendMessages([message], line: line);
        feed.NextSequence++;
        return new GapSample(line, count, stale, cancels);
    }

    private static uint[] Cycles(CardBench bench, int messages)
    {
        uint[] cycles = [.. bench.Records(EventType.Message).Select(r => new MessageEvent(r).Cycle)];
        return cycles.Length == messages ? cycles : throw new CardException($"{cycles.Length} of {messages} messages were released.");
    }

    private static IEnumerable<uint> Intervals(uint[] cycles) => cycles.Skip(1).Zip(cycles, (later, earlier) => later - earlier);
}

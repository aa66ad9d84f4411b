using System.Globalization;
using Saker.Card.Verilated;
using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>A number of this build.</summary>
public readonly record struct Figure(string Name, decimal Value, string Unit)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value} {Unit}");
}

/// <summary>The deterministic figures of the card's Verilog, measured on the virtual card (docs/latency.md names every edge).
/// The same code is behind the command line's `figures` and the tests that demand the values.</summary>
public static class Figures
{
    /// <summary>Clock period, ns.</summary>
    public const decimal PeriodNs = 3.2m;

    private const int Bid = 2_000, Ask = 2_010;
    private const string Cycles = "cycles";
    private const int PreambleBytes = 8, GapBytes = 12, WordBytes = 4;

    // One order in 32 on average belongs to a tracked symbol.
    private const int OverflowSpread = 64;

    /// <summary>Measures everything; some seconds.</summary>
    /// <exception cref="CardException">The virtual card is not built, or deviates from the contract on the way.</exception>
    public static IReadOnlyList<Figure> Measure()
    {
        var figures = new List<Figure>();
        IReadOnlyList<TickSample> ticks = [.. TickToOrder.Sweep(FeedLines.A), .. TickToOrder.Sweep(FeedLines.B)];
        decimal least = ticks.Min(t => t.Cycles);
        decimal most = ticks.Max(t => t.Cycles);
        figures.Add(new("t2t_last_byte_to_sof_cycles_min", least, Cycles));
        figures.Add(new("t2t_last_byte_to_sof_cycles_max", most, Cycles));
        figures.Add(new("t2t_estimated_ns", most * PeriodNs, "ns"));
        // The price is the last field of an A: its last byte is the message's.
        int decode = ticks.Where(t => t.Type == 'A').Max(t => (int)(t.Message - (uint)t.LastByte));
        figures.Add(new("decode_cycles", decode, Cycles));
        figures.Add(new("book_add_cycles", ticks.Where(t => t.Type is 'A' or 'F').Max(t => t.Book - t.Message), Cycles));
        figures.Add(new("book_remove_cycles_max", ticks.Where(t => t.Type is not ('A' or 'F')).Max(t => t.Book - t.Message), Cycles));
        figures.Add(new("quoter_cycles", ticks.Max(t => t.Quote - t.Book), Cycles));
        uint risk = RiskStage();
        figures.Add(new("risk_stage_cycles", risk, Cycles));
        figures.Add(new("mac_rx_cycles", decode - MessageRegister, Cycles));
        figures.Add(new("mac_tx_cycles", ticks.Max(t => (int)((uint)t.Start - t.Quote)) - (int)risk, Cycles));
        figures.AddRange(Kill());
        figures.AddRange(Orders());
        figures.AddRange(Feed());
        figures.AddRange(SignalFigures.Measure());
        figures.AddRange(TakerFigures.Measure());
        return figures;
    }

    /// <summary>The register that holds a decoded message. Received words have no record of their own, so the share of the MAC
    /// in <c>decode_cycles</c> is what this one register leaves.</summary>
    private const int MessageRegister = 1;

    /// <summary>From the quote to the registered verdict: a refused order's record carries the verdict's cycle.</summary>
    private static uint RiskStage()
    {
        using var bench = new TradingBench(TradingBench.Plain, default);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Tell(bench.Book.Add(Side.Buy, Bid, 500));
        bench.Feed.Discard();
        bench.Feed.SendMessage(bench.Book.Add(Side.Sell, Ask, 500));
        List<byte[]> records = bench.Feed.Records();
        var quote = new QuoteEvent(records.Single(r => r[4] == (byte)EventType.Quote));
        var refused = new OrderEvent(records.First(r => r[4] == (byte)EventType.Order));
        return refused.Sent == 0 ? refused.Cycle - quote.Cycle : throw new CardException("Limits of zero let an order through.");
    }

    private static IEnumerable<Figure> Kill()
    {
        using var sweep = new KillSweep();
        IReadOnlyList<KillSample> samples = sweep.Sweep();
        long latest = samples.Max(s => s.StartAfterCause) ?? throw new CardException("No order started in the whole sweep.");
        // The cycle of the cause may still hold a start; the first that may not follows it.
        yield return new("kill_to_silent_cycles", latest + 1, Cycles);
        // Long after the tick both orders rest and the line is idle: the cancels follow each other at full speed.
        IReadOnlyList<ulong> cancels = samples[^1].Cancels;
        yield return new("mass_cancel_cycles_per_order", cancels[1] - cancels[0], Cycles);
    }

    private static IEnumerable<Figure> Feed()
    {
        yield return new("gap_to_quotes_pulled_ns", FeedFigures.Gaps().Max(g => g.ToPulled) * PeriodNs, "ns");
        yield return new("sustained_message_interval_cycles", FeedFigures.Sustained().Average, Cycles);
        yield return new("hold_drain_interval_cycles", FeedFigures.Drain().Most, Cycles);
        (int orders, int places) = FeedFigures.FirstOverflow(OverflowSpread);
        yield return new("order_table_load_at_first_overflow_percent", Math.Floor(1_000m * orders / places) / 10, "percent");
    }

    private static IEnumerable<Figure> Orders()
    {
        using TradingBench pairs = Quoted(OrderPair.Room);
        SentFrame pair = pairs.Peer.Log![0];
        using TradingBench bench = Quoted(OrderPair.Room - 1);
        SentFrame[] enters = [.. bench.Peer.Log!];
        ulong frame = bench.Peer.FrameNumber;
        bench.Feed.Discard();
        bench.Peer.Send(bench.Venue.Fill(bench.Venue.Live.Values.First(o => o.Buy), 40));
        List<byte[]> filled = bench.Feed.Records();
        uint position = new VenueEvent(filled.Single(r => r[4] == (byte)EventType.Venue)).Cycle, again = new QuoteEvent(filled.Single(r => r[4] == (byte)EventType.Quote)).Cycle;
        ulong end = bench.Card.SentAt(CardPort.OrderEntry, frame) ?? throw new CardException("The fill was not sent.");
        yield return new("fill_to_position_cycles", position - (uint)end, Cycles);
        yield return new("fill_to_quote_cycles", again - position, Cycles);
        yield return new("bank_swap_cycles", BankSwap(bench), Cycles);
        yield return new("tcp_tx_cycles", enters[1].StartCycle - enters[0].StartCycle, Cycles);
        yield return new("order_frame_bytes", enters[0].Bytes.Length + Crc32.Length, "bytes");
        yield return new("pair_frame_bytes", pair.Bytes.Length + Crc32.Length, "bytes");
        yield return new("pair_last_byte_cycles", LastByte(pair) - (long)pair.StartCycle, Cycles);
        yield return new("pair_cycles_saved", LastByte(enters[1]) - (long)enters[0].StartCycle - (LastByte(pair) - (long)pair.StartCycle), Cycles);
        yield return new("pair_wire_bytes_saved", WireBytes(enters[0]) + WireBytes(enters[1]) - WireBytes(pair), "bytes");
    }

    /// <summary>From the cycle in which the swap's write stands on the register bus to the quote that the other bank decided.</summary>
    private static uint BankSwap(TradingBench bench)
    {
        bench.Banks.Write(1, TradingBench.Plain with { HalfBid = TradingBench.Plain.HalfBid * 2 });
        bench.Banks.Seal(1);
        bench.Settle();
        bench.Feed.Discard();
        uint from = (uint)bench.Card.Cycle;
        bench.Banks.Swap(1);
        var quote = new QuoteEvent(bench.Feed.Records(EventType.Quote).Single());
        return quote.Bank != 0 ? quote.Cycle - from : throw new CardException("The bank was not swapped.");
    }

    /// <summary>A card that is told of a book and enters both orders, with so many bytes left for orders; its frames are logged.</summary>
    private static TradingBench Quoted(uint room)
    {
        var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide);
        bench.Card.Write(CardRegisters.OeMaxSeq, bench.Card.Read(CardRegisters.OeSndNxt) + room);
        bench.Peer.Log = [];
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Tell(bench.Book.Add(Side.Buy, Bid, 500));
        bench.Tell(bench.Book.Add(Side.Sell, Ask, 500));
        bench.Settle();
        return bench;
    }

    /// <summary>Cycle in which the last byte of a frame's payload stands on the pins; frames of orders are not padded.</summary>
    private static long LastByte(in SentFrame frame) => (long)frame.StartCycle + ((PreambleBytes + frame.Bytes.Length - 1) / WordBytes);

    /// <summary>What a frame takes of the wire: preamble, frame, frame check and gap.</summary>
    private static int WireBytes(in SentFrame frame) => PreambleBytes + frame.Bytes.Length + Crc32.Length + GapBytes;
}

using Saker.Model;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>One message of the leading symbol that made an idle slot take. Cycles count from the card's reset.</summary>
/// <param name="Lane">Lane of the message's last byte in its word, 0..3.</param>
/// <param name="Vlan">The frame carried an 802.1Q tag.</param>
/// <param name="LastByte">Cycle of the last byte on the pins.</param>
/// <param name="Start">Cycle of the order frame's start character on the pins.</param>
/// <param name="Decision">Cycles from the top of book (BOOK record) to the decision (QUOTE record).</param>
/// <param name="Stamped">Cycles from the last byte to the start character by the card's own stamps.</param>
public readonly record struct TakeSample(int Lane, bool Vlan, ulong LastByte, ulong Start, uint Decision, uint Stamped)
{
    /// <summary>Last byte of the message to start character of the order, both on the pins.</summary>
    public long Cycles => (long)(Start - LastByte);
}

/// <summary>How soon a slot takes where another symbol leads (docs/card.md 13.1).</summary>
public static class TakerFigures
{
    private const string Cycles = "cycles";
    private const int Bid = 500, Ask = 504, Half = 4_096, Lanes = 4;
    private const uint Size = 500, OneTick = 256;
    private static readonly SymbolWindow Leader = new("BBBB", 2_000_000, 200);

    /// <exception cref="CardException">Nothing was taken.</exception>
    public static IEnumerable<Figure> Measure()
    {
        IReadOnlyList<TakeSample> samples = Sweep();
        return [new("take_cycles", samples.Max(s => s.Decision), Cycles), new("take_last_byte_to_sof_cycles", samples.Max(s => s.Cycles), Cycles)];
    }

    /// <summary>Every lane, with and without a tag.</summary>
    /// <exception cref="CardException">Nothing was taken.</exception>
    public static IReadOnlyList<TakeSample> Sweep() =>
        [.. from vlan in new[] { false, true } from shift in Enumerable.Range(0, Lanes) select Sample(vlan, shift)];

    private static TakeSample Sample(bool vlan, int shift)
    {
        SlotParameters p = TradingBench.Plain with { Take = Take.LeadLag, Lead = 1, Beta = Half, Theta = OneTick };
        using var bench = new TradingBench(p, TradingBench.Wide, FeedSettings.Default with { Vlan = vlan ? (ushort)5 : null }, symbols: [TradingBench.Window, Leader]);
        var leader = new BookMessages(Leader, 2, 1_000_000);
        bench.Feed.SendMessages(leader.Opening());
        bench.Arm();
        bench.Mode(SlotMode.Active);
        foreach (BookMessages book in new[] { bench.Book, leader })
        {
            bench.Tell(book.Add(Side.Buy, Bid, Size));
            bench.Tell(book.Add(Side.Sell, Ask, Size));
        }

        bench.Settle();
        bench.Feed.Discard();
        TickPacket packet = TickPacket.Send(bench.Feed, bench.Book, leader.Add(Side.Buy, Bid + 2, Size), shift);
        List<byte[]> records = bench.Feed.Records();
        bench.Peer.Poll();
        if (!bench.Peer.Packets.TryPeek(out PeerPacket first))
        {
            CardException.Throw("The leader's move caused no order.");
        }

        var top = new BookEvent(records.Last(r => r[4] == (byte)EventType.Book));
        var quote = new QuoteEvent(records.Last(r => r[4] == (byte)EventType.Quote));
        var order = new OrderEvent(records.First(r => r[4] == (byte)EventType.Order));
        return new TakeSample(packet.Lane, vlan, packet.LastByte(), first.StartCycle, quote.Cycle - top.Cycle, order.Cycle - order.RxCycle);
    }
}

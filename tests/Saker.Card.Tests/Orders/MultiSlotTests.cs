using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>Several slots on one card: each quotes by its own bank and symbol, under one gate. docs/card.md sections 6, 7 and 8.3.</summary>
public sealed class MultiSlotTests(ITestOutputHelper output)
{
    private const int Bid = 500, Ask = 504, Batch = 20, Away = 2_048;
    private const ushort Mid = 502;
    private static readonly SymbolWindow Other = new("BBBB", 2_000_000, 200);

    [RtlFact]
    public void TheCardHasSlots_AndWhoseBankIsNotWhole_SaysNothing()
    {
        using var bench = new TradingBench(TradingBench.Plain, TradingBench.Wide);
        Assert.InRange(CardBench.ShapeOf(bench.Card).NumSlots, 2, 16);
        bench.Feed.Discard();
        Quote(bench, bench.Book);
        Assert.All(bench.Feed.Records(EventType.Quote), r => Assert.Equal(0u, new QuoteEvent(r).Slot));
    }

    [RtlFact]
    public void EachSlotQuotesItsSymbol_UnderItsName_AndKeepsItsPosition()
    {
        using TradingBench bench = Ready([TradingBench.Plain, TradingBench.Plain with { Symbol = 1, Qty = 70 }]);
        var book = new BookMessages(Other, 2, 1_000_000);
        bench.Feed.SendMessages(book.Opening());
        bench.Feed.Discard();
        Quote(bench, bench.Book);
        Quote(bench, book);
        Dictionary<string, long[]> orders = [];
        List<uint> ofSlot1 = [];
        bench.Card.RunIdle();
        bench.Peer.Poll();
        while (bench.Peer.Packets.TryDequeue(out PeerPacket packet))
        {
            if (packet.Type == SoupType.UnsequencedData && OuchEnterOrder.TryRead(packet.Payload, out OuchEnterOrder order))
            {
                string name = order.Symbol.ToString().TrimEnd();
                orders[name] = [.. orders.GetValueOrDefault(name, []), order.Quantity.Lots];
                bench.Peer.Send(bench.Venue.Take(packet.Payload, VenueAnswer.Accept));
                if (name == Other.Symbol)
                {
                    ofSlot1.Add(order.Urn.Value);
                }
            }
        }

        Assert.Equal([100L, 100L], orders[TradingBench.Window.Symbol]);
        Assert.Equal([70L, 70L], orders[Other.Symbol]);
        bench.Card.RunIdle();
        // The first order of slot 1, a buy, is executed.
        bench.Peer.Send(bench.Venue.Fill(bench.Venue.Live[ofSlot1[0]], 30));
        bench.Card.RunIdle();
        Assert.Equal((0u, 30u), (bench.Card.Read(CardRegisters.SlotPositionAt(0)), bench.Card.Read(CardRegisters.SlotPositionAt(1))));
        VenueEvent told = new(bench.Feed.Records(EventType.Venue).Last(r => new VenueEvent(r).Mtype == 'E'));
        Assert.Equal((1u, 1u), (told.Slot, told.Known));
    }

    [RtlFact]
    public void SlotsOnOneSymbol_EachDecideAsTheModelDoes_AndEveryDecisionIsToldOrCounted()
    {
        int messages = TestLength.Of(2_000, 50_000), seed = TestLength.Seed;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        int slots;
        using (var probe = new TradingBench(TradingBench.Plain, TradingBench.Wide))
        {
            slots = CardBench.ShapeOf(probe.Card).NumSlots;
        }

        SlotParameters[] parameters = [.. Enumerable.Range(0, slots).Select(n => TradingBench.Plain with
        {
            Qty = (uint)(10 * (n + 1)), HalfBid = random.Next(0, 1_500), HalfAsk = random.Next(0, 1_500), MinEdge = random.Next(-500, 500), MaxDistance = (ushort)random.Next(2, 9),
        })];
        using TradingBench bench = Ready(parameters, SlotMode.Halted);
        int window = CardBench.ShapeOf(bench.Card).Window;
        var flow = new BookFlow(bench.Book, window, random);
        bench.Feed.Discard();
        long books = 0, skipped = 0;
        long[] decisions = new long[slots];
        for (int n = 0; n < messages; n += Batch)
        {
            // As fast as the wire: a decision of every slot with each message, and one record a cycle.
            bench.Feed.SendMessages(Enumerable.Range(0, Batch).Select(_ => flow.Next()).ToArray());
            bench.Card.RunIdle();
            List<byte[]> records = bench.Feed.Records();
            ILookup<ulong, BookRecord> tops = records.Where(r => r[4] == (byte)EventType.Book).Select(r => CardRecords.Book(r)).ToLookup(b => b.Seq);
            books += tops.Sum(b => b.Count());
            foreach (QuoteRecord quote in records.Where(r => r[4] == (byte)EventType.Quote).Select(r => CardQuotes.Read(new QuoteEvent(r))))
            {
                QuoteRecord told = quote with { Skipped = 0 };
                Assert.Contains(tops[quote.Seq], top => Quoter.Decide(quote.Slot, top, parameters[quote.Slot], 0, window) == told);
                decisions[quote.Slot] += 1 + quote.Skipped;
                skipped += quote.Skipped;
            }
        }

        output.WriteLine($"{books} books, {slots} slots, {skipped} decisions without a record of their own");
        Assert.All(decisions, d => Assert.Equal(books, d));
        Assert.Equal(0u, bench.Card.Read(CardRegisters.RingLost));
    }

    [RtlFact]
    public void OneSlotIsNotLetIntoTheOrderOfAnother()
    {
        // The first slot bids at the mid, the second one would offer there.
        using TradingBench bench = Ready([TradingBench.Plain with { HalfBid = 0, HalfAsk = Away }, TradingBench.Plain with { HalfBid = Away, HalfAsk = 0 }]);
        bench.Feed.Discard();
        Quote(bench, bench.Book);
        bench.Settle();
        List<OrderRecord> orders = bench.Recorded();
        Assert.Contains(orders, r => r is { Slot: 0, Side: 0, Idx: Mid, Sent: 1 });
        Assert.Contains(orders, r => r is { Slot: 1, Side: 0, Sent: 1 });
        Assert.All(orders.Where(r => r is { Slot: 1, Side: 1 }), r => Assert.Equal((0, Mid, Verdict.Self), (r.Sent, r.Idx, (Verdict)r.Verdict)));
        Assert.Contains(orders, r => r is { Slot: 1, Side: 1 });
    }

    private static TradingBench Ready(SlotParameters[] parameters, SlotMode mode = SlotMode.Active)
    {
        var bench = new TradingBench(parameters[0], TradingBench.Wide, symbols: [TradingBench.Window, Other]);
        for (int n = 1; n < parameters.Length; n++)
        {
            bench.Configure(parameters[n], TradingBench.Wide, n);
        }

        bench.Arm();
        for (int n = 0; n < parameters.Length; n++)
        {
            bench.Mode(mode, n);
        }

        return bench;
    }

    private static void Quote(TradingBench bench, BookMessages book)
    {
        bench.Tell(book.Add(Side.Buy, Bid, 500));
        bench.Tell(book.Add(Side.Sell, Ask, 500));
    }
}

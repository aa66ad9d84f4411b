using Saker.Card.Bench;
using Saker.Model;
using Saker.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Saker.Card.Tests.Orders;

/// <summary>The two banks of a slot's parameters: docs/card.md section 6.1.</summary>
public sealed class BankTests(ITestOutputHelper output)
{
    private const int StormSwaps = 100_000, FirstMessages = 200, FillEvery = 100, Waits = 25, MostLooks = 100;
    private const uint QuoteAfterBook = 2, StartAfterTaken = 2, RefusedAfterTaken = 1;

    // The other bank.
    private static readonly SlotParameters Wider = TradingBench.Plain with
    {
        Qty = 60, HalfBid = 1_536, HalfAsk = 1_280, Skew = 4_000, Hysteresis = 2, InventoryCap = 5_000, Micro = [.. Enumerable.Range(0, 32).Select(i => (short)((i * 37) - 500))],
    };

    private static readonly SlotParameters Close = TradingBench.Plain with { Qty = 100, Skew = -2_500, Hysteresis = 1, Micro = [.. Enumerable.Range(0, 32).Select(i => (short)(300 - (i * 19)))] };

    // Different in everything that a decision of a quote uses: no gate is set up, so that this one is always widened.
    private static readonly SlotParameters Far = Wider with
    {
        MinEdge = 900, MaxDistance = 40, StepPosition = [20, 200, 900], StepQty = [40, 25, 10], NeedTight = 1, WidenBid = 200, WidenAsk = 330,
    };

    [RtlFact]
    public void AfterReset_NeitherBankIsWhole_AndNothingIsWritten()
    {
        using var card = new Verilated.VerilatedCard();
        var banks = new SlotBanks(card, 0);
        Assert.Equal(0u, banks.Status.Raw);
        foreach (ParameterDescriptor p in CardParameters.All)
        {
            for (int at = 0; at < p.Count * CardParameters.Banks; at++)
            {
                Assert.Equal(0, banks.Read(p, at % CardParameters.Banks, at / CardParameters.Banks));
            }
        }
    }

    [RtlFact]
    public void EachWordOfEachBank_IsItsOwn()
    {
        using var card = new Verilated.VerilatedCard();
        var banks = new SlotBanks(card, 0);
        (ParameterDescriptor P, int Bank, int Element)[] words = [.. CardParameters.All.SelectMany(p => Enumerable.Range(0, p.Count * CardParameters.Banks).Select(at => (p, at % CardParameters.Banks, at / CardParameters.Banks)))];
        var random = new Random(3);
        long[] values = [.. words.Select(w => random.NextInt64(w.P.Min, w.P.Max + 1))];
        foreach ((int n, (ParameterDescriptor p, int bank, int element)) in words.Index())
        {
            banks.Write(p, bank, values[n], element);
        }

        Assert.Equal(values, words.Select(w => banks.Read(w.P, w.Bank, w.Element)));
    }

    [RtlFact]
    public void ABankThatIsNotWhole_HaltsItsSlot_UntilItIsSealed()
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain, mode: SlotMode.Halted);
        Assert.Equal((0, 1u), (bench.Banks.Running, bench.Banks.Status.Whole));
        // The same value again: it was written, that is enough.
        bench.Banks.Write(CardParameters.HalfBid, 0, TradingBench.Plain.HalfBid);
        Assert.Equal(0u, bench.Banks.Status.Whole);
        bench.Mode(SlotMode.Active);
        bench.Feed.Discard();
        bench.Tell(bench.Book.Add(Side.Buy, DeskRig.Bid - 5, 10));
        Assert.Equal([(0, Verdict.Mode), (1, Verdict.Mode)], bench.Tried());
        Assert.Equal(Verdict.Mode, bench.Judge(DeskRig.Buy(1, GuardsRig.Far)));
        bench.Feed.Discard();
        bench.Banks.Seal(1);
        bench.Rest();
        Assert.Equal((2u, 0, 0u), (bench.Banks.Status.Whole, bench.Banks.Running, bench.Orders));
        bench.Feed.Discard();
        bench.Banks.Seal(0);
        bench.Settle();
        Decision quote = Assert.Single(Decision.Of(bench.Feed.Records()));
        Assert.Equal((true, 0), (quote.Again, quote.Bank));
        Assert.Equal((3u, 2u), (bench.Banks.Status.Whole, bench.Orders));
        bench.AgreesWithVenue();
    }

    [RtlTheory]
    [InlineData(SlotMode.Active)]
    [InlineData(SlotMode.Reducing)]
    public void TheRunningBank_TakesNoWriteWhileTheSlotMaySend_TheOtherOneDoes(SlotMode mode)
    {
        using TradingBench bench = DeskRig.Ready(parameters: TradingBench.Plain, mode: mode);
        bench.Feed.Discard();
        bench.Banks.Write(CardParameters.Qty, 0, 7);
        bench.Banks.Write(CardParameters.Micro, 0, 99, 31);
        Assert.Equal((TradingBench.Plain.Qty, 0L), ((uint)bench.Banks.Read(CardParameters.Qty, 0), bench.Banks.Read(CardParameters.Micro, 0, 31)));
        Assert.Equal((2u, 1u), (bench.Banks.Status.WritesRefused, bench.Banks.Status.Whole));
        bench.Banks.Write(CardParameters.Qty, 1, 7);
        Assert.Equal((7L, 2u), (bench.Banks.Read(CardParameters.Qty, 1), bench.Banks.Status.WritesRefused));
        bench.Rest();
        Assert.Empty(Decision.Of(bench.Feed.Records()));
        bench.Mode(SlotMode.Halted);
        bench.Banks.Write(CardParameters.Qty, 0, 7);
        Assert.Equal((7L, 2u, 0u), (bench.Banks.Read(CardParameters.Qty, 0), bench.Banks.Status.WritesRefused, bench.Banks.Status.Whole));
    }

    [RtlFact]
    public void ASwap_DecidesTheSameBookAgain_ByTheOtherBankAlone()
    {
        using TradingBench bench = DeskRig.Ready(parameters: Close);
        bench.Banks.Write(1, Wider);
        bench.Banks.Seal(1);
        bench.Settle();
        bench.Feed.Discard();
        uint from = (uint)bench.Card.Cycle;
        bench.Banks.Swap(1);
        uint to = (uint)bench.Card.Cycle;
        bench.Rest();
        List<byte[]> records = bench.Feed.Records();
        Decision quote = Assert.Single(Decision.Of(records));
        output.WriteLine($"the bus write took {to - from} cycles; the quote stood {quote.Cycle - from} cycles after its begin");
        Assert.Equal((true, 1), (quote.Again, quote.Bank));
        Assert.Equal(Decided(bench, Book(), Wider, 0), quote.Quote with { Seq = 0 });
        Assert.Equal((1, 1u, 0u), (bench.Banks.Running, bench.Banks.Status.Swaps, bench.Banks.Status.SwapsRefused));
        // Another quantity: its greatest price is worked out first (8.4), and then both sides move, to what this bank wants.
        bench.Settle();
        OrderRecord[] moved = [.. records.Concat(bench.Feed.Records()).Where(r => r[4] == (byte)EventType.Order).Select(TwinJudge.Read).Where(o => o.Sent != 0)];
        Assert.Equal([(0, quote.Quote.BidIdx, Wider.Qty), (1, quote.Quote.AskIdx, Wider.Qty)], moved.Select(o => ((int)o.Side, o.Idx, o.OpenQty)));
        Assert.All(moved, o => Assert.Equal(0, o.Tick));
        bench.AgreesWithVenue();
        bench.Feed.Discard();
        bench.Banks.Swap(0);
        bench.Rest();
        Assert.Equal(Decided(bench, Book(), Close, 0), Assert.Single(Decision.Of(bench.Feed.Records())).Quote with { Seq = 0 });
    }

    [RtlFact]
    public void ASwap_IsRefused_ToABankThatIsNotWhole_AndDoesNothingToTheOneThatRuns()
    {
        using TradingBench bench = DeskRig.Ready(parameters: Close);
        bench.Feed.Discard();
        bench.Banks.Swap(1);
        bench.Banks.Write(1, Wider);
        bench.Banks.Swap(1);
        bench.Banks.Seal(1);
        bench.Banks.Write(CardParameters.Skew, 1, Wider.Skew);
        bench.Banks.Swap(1);
        Assert.Equal((0, 0u, 3u, 1u, false), (bench.Banks.Running, bench.Banks.Status.Swaps, bench.Banks.Status.SwapsRefused, bench.Banks.Status.Whole, bench.Banks.Status.Pending));
        bench.Banks.Swap(0);
        Assert.Equal((0u, 3u), (bench.Banks.Status.Swaps, bench.Banks.Status.SwapsRefused));
        bench.Rest();
        Assert.Empty(Decision.Of(bench.Feed.Records()));
        bench.Banks.Seal(1);
        bench.Banks.Swap(1);
        Assert.Equal((1, 1u), (bench.Banks.Running, bench.Banks.Status.Swaps));
    }

    [RtlTheory]
    [InlineData(SlotMode.Active, false)]
    [InlineData(SlotMode.Reducing, false)]
    [InlineData(SlotMode.Off, true)]
    [InlineData(SlotMode.Halted, true)]
    public void ASwapToAnotherSymbol_IsForAHaltedSlot(SlotMode mode, bool taken) => RefusedWhileLive(Wider with { Symbol = 1 }, mode, taken);

    /// <summary>A quote that rests would be nobody's in a slot that takes: an order that takes is not cancelled for being unwanted.</summary>
    [RtlTheory]
    [InlineData(SlotMode.Active, false)]
    [InlineData(SlotMode.Reducing, false)]
    [InlineData(SlotMode.Off, true)]
    [InlineData(SlotMode.Halted, true)]
    public void ASwapFromQuotingToTaking_IsForAHaltedSlot(SlotMode mode, bool taken) => RefusedWhileLive(Wider with { Take = Take.LeadLag, Lead = 1 }, mode, taken);

    private static void RefusedWhileLive(SlotParameters other, SlotMode mode, bool taken)
    {
        using TradingBench bench = DeskRig.Ready(parameters: Close, mode: mode);
        bench.Banks.Write(1, other);
        bench.Banks.Seal(1);
        bench.Settle();
        bench.Feed.Discard();
        bench.Banks.Swap(1);
        bench.Settle();
        Assert.Equal(taken ? (1, 1u, 0u) : (0, 0u, 1u), (bench.Banks.Running, bench.Banks.Status.Swaps, bench.Banks.Status.SwapsRefused));
        // Of the other symbol no book is known: what was wanted of the first one is not wanted any more, and no old book is decided for it.
        Assert.Empty(Decision.Of(bench.Feed.Records()));
        bench.Mode(SlotMode.Active);
        bench.Settle();
        Assert.Equal(taken ? 0u : 2u, bench.Orders);
    }

    [RtlFact]
    public void TheFirstDecisionOfABank_IsByItsOwnInventoryTerm()
    {
        using TradingBench bench = DeskRig.Ready(parameters: Close);
        bench.Say(bench.Venue.Fill(bench.Venue.Live.Values.Single(o => o.Buy), Close.Qty));
        bench.Settle();
        Assert.Equal((int)Close.Qty, bench.Position);
        bench.Banks.Write(1, Wider with { Skew = 60_000 });
        bench.Banks.Seal(1);
        bench.Settle();
        bench.Feed.Discard();
        bench.Banks.Swap(1);
        bench.Rest();
        Assert.Equal(Decided(bench, Book(), Wider with { Skew = 60_000 }, (int)Close.Qty), Assert.Single(Decision.Of(bench.Feed.Records())).Quote with { Seq = 0 });
    }

    /// <summary>Banks are swapped again and again while the book moves: each decision is of one bank, whole.</summary>
    [RtlFact]
    public void AStormOfSwaps_NeverMixesTwoBanks()
    {
        using var bench = new TradingBench(Close, DeskRig.Wide);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        bench.Banks.Write(1, Far);
        bench.Banks.Seal(1);
        int window = 1 << (int)new CapsValue(bench.Card.Read(CardRegisters.Caps)).LadderLog2;
        var random = new Random(TestLength.Seed);
        var flow = new BookFlow(bench.Book, window, random);
        for (int n = 0; n < FirstMessages; n++)
        {
            bench.Feed.SendMessage(flow.Next());
        }

        bench.Settle();
        bench.Say(bench.Venue.Fill(bench.Venue.Live.Values.First(o => o.Buy), 50));
        bench.Settle();
        var books = new List<(uint Cycle, BookRecord Book)>();
        List<(uint Cycle, int Position)> positions = [(0, 0)];
        long quotes = 0, again = 0, orders = 0, fills = 0, stepped = 0;
        long[] of = new long[2];
        for (int swaps = 0; swaps < StormSwaps;)
        {
            for (int n = 0; n < 500; n++, swaps++)
            {
                if (random.Next(3) == 0)
                {
                    bench.Feed.SendMessage(flow.Next());
                }

                if (n % FillEvery == 0 && bench.Venue.Live.Values.ToArray() is { Length: > 0 } live)
                {
                    // The position moves while banks are swapped: a swap waits for the inventory term, so the next one waits for it.
                    VenueOrder order = live[random.Next(live.Length)];
                    bench.Peer.Send(bench.Venue.Fill(order, Math.Min(order.Open, (uint)random.Next(1, 30))));
                    fills++;
                }

                bench.Banks.Swap((swaps + 1) % 2);
                bench.Card.Run((ulong)random.Next(12));
                for (int look = 0; n % FillEvery < Waits && bench.Banks.Status.Pending && look < MostLooks; look++)
                {
                    bench.Card.Run(1);
                }
            }

            bench.Settle();
            List<byte[]> records = bench.Feed.Records();
            books.AddRange(records.Where(r => r[4] == (byte)EventType.Book).Select(r => (new EventHeader(r).Cycle, TwinQuotes.Read(new BookEvent(r)))).Where(b => b.Item2.Sym == 0));
            positions.AddRange(records.Where(r => r[4] == (byte)EventType.Venue).Select(r => (new EventHeader(r).Cycle, new VenueEvent(r).Position)));
            Decision[] decided = [.. Decision.Of(records)];
            foreach (Decision q in decided)
            {
                BookRecord book = books.Last(b => (int)(q.Cycle - b.Cycle) >= QuoteAfterBook).Book;
                // The inventory term follows the position a cycle later: until the book is decided again.
                int priced = positions.Last(p => (int)(q.Cycle - p.Cycle) >= QuoteAfterBook).Position;
                QuoteRecord model = TwinQuotes.Decide(book, q.Bank == 0 ? Close : Far, q.Quote.Position, priced, window);
                Assert.True(model == q.Quote, $"QUOTE of cycle {q.Cycle}, bank {q.Bank}, after {book}\nmodel {model}\ncard  {q.Quote}\nseed {TestLength.Seed}");
                of[q.Bank]++;
                again += q.Again ? 1 : 0;
                stepped += q.Bank == 1 && q.Quote.BidQty + q.Quote.AskQty is > 0 and < 120 ? 1 : 0;
            }

            quotes += decided.Length;
            orders += records.Where(r => r[4] == (byte)EventType.Order).Count(r => FromOneBank(new EventHeader(r).Cycle, TwinJudge.Read(r), decided));
            books.RemoveRange(0, Math.Max(0, books.Count - 1));
            positions.RemoveRange(0, positions.Count - 1);
        }

        output.WriteLine($"{StormSwaps} swaps, {quotes} decisions, {again} of them again, {of[0]} and {of[1]} by each bank; {orders} orders judged; {fills} executions, position {bench.Position} at the end, {stepped} decisions with less than the whole quantity; {bench.Card.Cycle} cycles; seed {TestLength.Seed}");
        Assert.Equal(((uint)StormSwaps & 0xFF, 0u), (bench.Banks.Status.Swaps, bench.Banks.Status.SwapsRefused));
        Assert.True(of.Min() > StormSwaps / 4 && again > StormSwaps / 2 && orders > 1_000 && fills > StormSwaps / FillEvery / 2 && stepped > 1_000, "hardly anything was decided");
        bench.AgreesWithVenue();
    }

    /// <summary>Price and quantity are those of the bank that decided last before the order was taken; true for one that was judged, sent or refused.</summary>
    private static bool FromOneBank(uint cycle, OrderRecord order, Decision[] quotes)
    {
        uint taken = cycle - (order.Sent != 0 ? StartAfterTaken : RefusedAfterTaken);
        if (order.Action == (byte)OrderAction.Cancel || quotes.LastOrDefault(x => (int)(taken - x.Cycle) >= 0) is not { } q)
        {
            return false;
        }

        Assert.Equal(order.Side == 0 ? (q.Quote.BidIdx, q.Quote.BidQty) : (q.Quote.AskIdx, q.Quote.AskQty), (order.Idx, order.OpenQty));
        return true;
    }

    /// <summary>The book of <see cref="DeskRig"/>.</summary>
    private static BookRecord Book() => new(0, 0, 0, 0, 0, 0, DeskRig.Bid, DeskRig.Ask, 500, 500);

    private static QuoteRecord Decided(TradingBench bench, BookRecord book, SlotParameters p, int position) =>
        Quoter.Decide(0, book, p, position, 1 << (int)new CapsValue(bench.Card.Read(CardRegisters.Caps)).LadderLog2) with { Seq = 0 };
}

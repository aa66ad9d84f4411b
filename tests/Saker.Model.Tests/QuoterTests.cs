using Xunit;

namespace Saker.Model.Tests;

/// <summary>The quoter's integers against the same rules in double precision, all at once at random and each by hand.</summary>
public sealed class QuoterTests
{
    private const int Window = 1024;

    // Ten ticks wide, balanced: the micro-price is the mid, level 105.
    private static readonly BookRecord Book = new(0, 0, 7, 0, 0, 0, 100, 110, 500, 500);

    private static readonly SlotParameters Plain = new() { Qty = 10, HalfBid = 512, HalfAsk = 512, InventoryCap = 1_000, MaxDistance = ushort.MaxValue };

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Integer_quotes_equal_the_double_precision_reference(int seed)
    {
        Random random = new(seed);
        int wanted = 0, edges = 0, distant = 0, stepped = 0, widened = 0, shut = 0;
        for (int i = 0; i < 50_000; i++)
        {
            SlotParameters p = Random(random);
            int b = random.Next(0, Window - 8);
            int a = b + random.Next(1, 7);
            BookRecord tob = new(0, 0, 7, 0, 0, 0, (ushort)b, (ushort)a, (uint)random.Next(1, 1000), (uint)random.Next(1, 1000));
            int position = random.Next(-1500, 1500);
            uint gates = (uint)random.Next(1 << 18);
            QuoteRecord q = Quoter.Decide(0, tob, p, position, Window, gates);

            bool tight = Has(gates, p.NeedTight);
            int bucket = Math.Min(7, (int)Math.Floor(8.0 * tob.BidQty / (tob.BidQty + (double)tob.AskQty)));
            double micro = (a + b) / 2.0 + p.Micro[(Math.Min(a - b, 4) - 1) * 8 + bucket] / 256.0;
            double inventory = Math.Floor(position * (double)p.Skew / 256.0) / 256.0;
            double edge = p.MinEdge / 256.0;
            double below = inventory + (p.HalfBid + (tight ? 0 : p.WidenBid)) / 256.0, above = (p.HalfAsk + (tight ? 0 : p.WidenAsk)) / 256.0 - inventory;
            double bid = Math.Min(Math.Floor(micro - Math.Max(below, edge)), a - 1);
            double ask = Math.Max(Math.Ceiling(micro + Math.Max(above, edge)), b + 1);
            double bidQty = Lots(position, p), askQty = Lots(-position, p);
            bool bidEn = bidQty > 0 && bid >= 0 && bid < Window && position + bidQty <= p.InventoryCap && b - bid <= p.MaxDistance && Has(gates, p.NeedBid);
            bool askEn = askQty > 0 && ask >= 0 && ask < Window && -position + askQty <= p.InventoryCap && ask - a <= p.MaxDistance && Has(gates, p.NeedAsk);
            Assert.Equal((bidEn, askEn), (q.BidEn == 1, q.AskEn == 1));
            Assert.Equal((bidEn ? bid : 0, askEn ? ask : 0), ((double)q.BidIdx, (double)q.AskIdx));
            Assert.Equal((bidEn ? bidQty : 0, askEn ? askQty : 0), ((double)q.BidQty, (double)q.AskQty));
            Assert.Equal((a + b, gates | (tight ? 0 : 1u << 31)), (q.Mid2, q.Gates));
            wanted += q.BidEn + q.AskEn;
            edges += (bidEn && below < edge ? 1 : 0) + (askEn && above < edge ? 1 : 0);
            distant += (b - bid > p.MaxDistance ? 1 : 0) + (ask - a > p.MaxDistance ? 1 : 0);
            stepped += (bidEn && bidQty < p.Qty ? 1 : 0) + (askEn && askQty < p.Qty ? 1 : 0);
            widened += tight ? 0 : q.BidEn + q.AskEn;
            shut += (Has(gates, p.NeedBid) ? 0 : 1) + (Has(gates, p.NeedAsk) ? 0 : 1);
        }
        int least = new[] { wanted / 10, edges, distant, stepped, widened, shut }.Min();
        Assert.True(least > 1_000, $"seed {seed}: {wanted} sides were wanted, {edges} at the least edge, {stepped} with less, {widened} widened; {distant} were too far off and {shut} were shut");
    }

    [Fact]
    public void Nothing_is_wanted_of_a_book_that_is_not_ok()
    {
        BookRecord tob = Book with { Flags = (byte)BookFlags.Crossed };
        QuoteRecord q = Quoter.Decide(0, tob, Plain, 0, Window);
        Assert.Equal((0, 0, 0u, 0u), (q.BidEn, q.AskEn, q.BidQty, q.AskQty));
    }

    [Fact]
    public void Inventory_term_is_floored_and_clamped()
    {
        Assert.Equal(-1, Quoter.Inventory(-1, 1));
        Assert.Equal(1 << 23, Quoter.Inventory(int.MaxValue, int.MaxValue));
        Assert.Equal(-(1 << 23), Quoter.Inventory(int.MinValue, int.MaxValue));
    }

    /// <summary>Long, the skew would sell below the micro-price; the least edge keeps the ask above it and leaves the bid where it is.</summary>
    [Theory]
    [InlineData(0, 105)]
    [InlineData(256, 106)]
    [InlineData(300, 107)]
    public void The_least_edge_keeps_a_side_from_the_micro_price_whatever_the_inventory(int edge, int ask)
    {
        SlotParameters p = Plain with { Skew = 65_536, MinEdge = edge };
        QuoteRecord q = Quoter.Decide(0, Book, p, 5, Window);
        Assert.Equal((98, ask), (q.BidIdx, q.AskIdx));
        // Short by one the bid has one tick left: only an edge above that moves it.
        QuoteRecord s = Quoter.Decide(0, Book, p, -1, Window);
        Assert.Equal((edge > 256 ? 103 : 104, 108), (s.BidIdx, s.AskIdx));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 1)]
    public void A_side_too_far_behind_the_best_is_not_wanted(ushort most, byte bid, byte ask)
    {
        // The bid is at the best, the ask two ticks behind it.
        QuoteRecord q = Quoter.Decide(0, Book, Plain with { HalfBid = 5 * 256, HalfAsk = 7 * 256, MaxDistance = most }, 0, Window);
        Assert.Equal((bid, ask), (q.BidEn, q.AskEn));
        QuoteRecord mirrored = Quoter.Decide(0, Book, Plain with { HalfBid = 7 * 256, HalfAsk = 5 * 256, MaxDistance = most }, 0, Window);
        Assert.Equal((ask, bid), (mirrored.BidEn, mirrored.AskEn));
    }

    [Theory]
    [InlineData(0, 10u)]
    [InlineData(99, 10u)]
    [InlineData(100, 6u)]
    [InlineData(199, 6u)]
    [InlineData(200, 2u)]
    public void Steps_lessen_the_side_that_adds_and_never_the_one_that_reduces(int position, uint adding)
    {
        SlotParameters p = Plain with { StepPosition = [100, 0, 200], StepQty = [6, 1, 2] };
        QuoteRecord held = Quoter.Decide(0, Book, p, position, Window), owed = Quoter.Decide(0, Book, p, -position, Window);
        Assert.Equal((adding, 10u), (held.BidQty, held.AskQty));
        Assert.Equal((10u, adding), (owed.BidQty, owed.AskQty));
    }

    [Fact]
    public void A_step_gives_no_more_than_the_quantity_the_highest_counts_and_none_stops_the_side()
    {
        Assert.Equal(10u, Quoter.Quantity(100, Plain with { StepPosition = [100, 0, 0], StepQty = [11, 0, 0] }));
        Assert.Equal(4u, Quoter.Quantity(100, Plain with { StepPosition = [50, 20, 0], StepQty = [7, 4, 0] }));
        Assert.Equal(10u, Quoter.Quantity(-(long)int.MinValue, Plain with { StepPosition = [0, 0, 0], StepQty = [1, 2, 3] }));
        QuoteRecord q = Quoter.Decide(0, Book, Plain with { StepPosition = [1, 0, 0] }, 1, Window);
        Assert.Equal((0, 1), (q.BidEn, q.AskEn));
    }

    [Fact]
    public void The_cap_counts_the_quantity_of_the_step()
    {
        SlotParameters p = Plain with { InventoryCap = 104, StepPosition = [100, 0, 0], StepQty = [4, 0, 0] };
        Assert.Equal((1, 0), (Quoter.Decide(0, Book, p, 100, Window).BidEn, Quoter.Decide(0, Book, p, 101, Window).BidEn));
        Assert.Equal((1, 0), (Quoter.Decide(0, Book, p, -100, Window).AskEn, Quoter.Decide(0, Book, p, -101, Window).AskEn));
    }

    [Theory]
    [InlineData(0b000u, 0, 0, true)]
    [InlineData(0b001u, 0, 0, true)]
    [InlineData(0b011u, 1, 0, true)]
    [InlineData(0b100u, 0, 1, true)]
    [InlineData(0b111u, 1, 1, false)]
    public void A_side_needs_all_its_gates_and_both_widen_without_theirs(uint gates, byte bid, byte ask, bool widened)
    {
        SlotParameters p = Plain with { NeedBid = 0b011, NeedAsk = 0b100, NeedTight = 0b110, WidenBid = 256, WidenAsk = 768 };
        QuoteRecord q = Quoter.Decide(0, Book, p, 0, Window, gates);
        Assert.Equal((bid, ask, widened), (q.BidEn, q.AskEn, (q.Gates & QuoteRecord.Widened) != 0));
        Assert.Equal(new GateAnswer(bid != 0, ask != 0, !widened), Quoter.Answer(gates, p));
        // Widened or not, each side by its own.
        Assert.Equal((bid == 0 ? 0 : widened ? 102 : 103, ask == 0 ? 0 : widened ? 110 : 107), (q.BidIdx, q.AskIdx));
    }

    private static bool Has(uint gates, uint needs) => Enumerable.Range(0, 18).All(g => (needs >> g & 1) == 0 || (gates >> g & 1) == 1);

    /// <summary>The quantity of a side, from the last step backwards.</summary>
    private static double Lots(int adds, SlotParameters p)
    {
        int step = Enumerable.Range(0, 3).Where(k => p.StepPosition[k] > 0 && Math.Max(adds, 0) >= p.StepPosition[k]).DefaultIfEmpty(-1).Last();
        return step < 0 ? p.Qty : Math.Min(p.Qty, p.StepQty[step]);
    }

    /// <summary>Each rule matters in some of these and does not in others.</summary>
    private static SlotParameters Random(Random random)
    {
        uint Mask() => random.Next(2) == 0 ? 0 : 1u << random.Next(18) | 1u << random.Next(18);
        return new()
        {
            Qty = (uint)random.Next(0, 200),
            HalfBid = random.Next(0, 1 << 11),
            HalfAsk = random.Next(0, 1 << 11),
            Skew = random.Next(-3000, 3000),
            InventoryCap = (uint)random.Next(0, 2000),
            MinEdge = random.Next(0, 600),
            MaxDistance = random.Next(2) == 0 ? ushort.MaxValue : (ushort)random.Next(0, 8),
            StepPosition = [.. Enumerable.Range(0, 3).Select(_ => (uint)(random.Next(2) * random.Next(0, 1000)))],
            StepQty = [.. Enumerable.Range(0, 3).Select(_ => (uint)random.Next(0, 250))],
            NeedBid = Mask(), NeedAsk = Mask(), NeedTight = Mask(),
            WidenBid = random.Next(0, 1 << 10),
            WidenAsk = random.Next(0, 1 << 10),
            Micro = [.. Enumerable.Range(0, 32).Select(_ => (short)random.Next(-300, 300))],
        };
    }
}

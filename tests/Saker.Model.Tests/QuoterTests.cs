using Xunit;

namespace Saker.Model.Tests;

/// <summary>The quoter's integers against the same rules in double precision.</summary>
public sealed class QuoterTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Integer_quotes_equal_the_double_precision_reference(int seed)
    {
        Random random = new(seed);
        const int window = 1024;
        int wanted = 0;
        for (int i = 0; i < 50_000; i++)
        {
            SlotParameters p = new()
            {
                Qty = (uint)random.Next(0, 200),
                HalfBid = random.Next(0, 1 << 11),
                HalfAsk = random.Next(0, 1 << 11),
                Skew = random.Next(-3000, 3000),
                InventoryCap = (uint)random.Next(0, 2000),
                Micro = [.. Enumerable.Range(0, 32).Select(_ => (short)random.Next(-300, 300))],
            };
            int b = random.Next(0, window - 8);
            int a = b + random.Next(1, 7);
            uint bidQty = (uint)random.Next(1, 1000);
            uint askQty = (uint)random.Next(1, 1000);
            int position = random.Next(-1500, 1500);
            BookRecord tob = new(0, 0, 7, 0, 0, 0, (ushort)b, (ushort)a, bidQty, askQty);
            QuoteRecord q = Quoter.Decide(0, tob, p, position, window);

            int bucket = Math.Min(7, (int)Math.Floor(8.0 * bidQty / (bidQty + (double)askQty)));
            double mid = (a + b) / 2.0;
            double micro = mid + p.Micro[(Math.Min(a - b, 4) - 1) * 8 + bucket] / 256.0;
            double inventory = Math.Floor(position * (double)p.Skew / 256.0) / 256.0;
            double bid = Math.Min(Math.Floor(micro - inventory - p.HalfBid / 256.0), a - 1);
            double ask = Math.Max(Math.Ceiling(micro - inventory + p.HalfAsk / 256.0), b + 1);
            bool bidEn = p.Qty > 0 && bid >= 0 && bid < window && position + (double)p.Qty <= p.InventoryCap;
            bool askEn = p.Qty > 0 && ask >= 0 && ask < window && -position + (double)p.Qty <= p.InventoryCap;
            Assert.Equal((bidEn, askEn), (q.BidEn == 1, q.AskEn == 1));
            Assert.Equal((bidEn ? bid : 0, askEn ? ask : 0), ((double)q.BidIdx, (double)q.AskIdx));
            Assert.Equal(a + b, q.Mid2);
            wanted += q.BidEn + q.AskEn;
        }
        Assert.True(wanted > 10_000, $"seed {seed}: only {wanted} sides were wanted");
    }

    [Fact]
    public void Nothing_is_wanted_of_a_book_that_is_not_ok()
    {
        BookRecord tob = new(0, (byte)BookFlags.Crossed, 0, 0, 0, 0, 10, 9, 1, 1);
        QuoteRecord q = Quoter.Decide(0, tob, new SlotParameters { Qty = 1, InventoryCap = 10 }, 0, 64);
        Assert.Equal((0, 0), ((int)q.BidEn, (int)q.AskEn));
    }

    [Fact]
    public void Inventory_term_is_floored_and_clamped()
    {
        Assert.Equal(-1, Quoter.Inventory(-1, 1));
        Assert.Equal(1 << 23, Quoter.Inventory(int.MaxValue, int.MaxValue));
        Assert.Equal(-(1 << 23), Quoter.Inventory(int.MinValue, int.MaxValue));
    }
}

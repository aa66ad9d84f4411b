using Xunit;

namespace Saker.Model.Tests.Takers;

/// <summary>Lead–lag: docs/card.md section 13.1. Symbol 1 leads, the slot takes in symbol 0.</summary>
public sealed class LeadLagTests
{
    private const int Window = 4_096, Half = 4_096, Symbols = 16;
    private const ulong Unit = 1_024;

    // A half tick of the leader's is one of the own mid's; an edge of two ticks takes.
    private static readonly SlotParameters Plain = new() { Symbol = 0, Take = Take.LeadLag, Lead = 1, Qty = 7, InventoryCap = 1_000, Beta = Half, Theta = 512, Slip = 3 };

    private static BookRecord Own(int bid, int ask, ulong seq = 1) => new(0, 0, seq, 0, (byte)'A', 0, (ushort)bid, (ushort)ask, 10, 10);

    private static BookRecord Lead(int bid, int ask, ulong seq = 1, byte flags = 0) => new(1, flags, seq, 0, (byte)'A', 0, (ushort)bid, (ushort)ask, 10, 10);

    /// <summary>Both books known and the anchor at 100, 102 and 500, 504.</summary>
    private static LeadLag Anchored(SlotParameters p, ulong nowNs = 0)
    {
        var model = new LeadLag(3, p, Window, Symbols);
        model.Book(10, nowNs, Own(100, 102));
        Assert.Equal(new QuoteRecord(3, 1, 0, 0, 0, 0, 202, 0), model.Stand(0, 0));
        model.Book(20, nowNs, Lead(500, 504, 2));
        Assert.True(model.Anchored);
        Assert.Equal(new QuoteRecord(3, 2, 0, 0, 0, 0, 202, 0), model.Stand(0, 0));
        return model;
    }

    /// <summary>Two ticks are four half ticks, 16,384 units; THETA of 512 ticks/256 asks for exactly so many.</summary>
    [Theory]
    [InlineData(502, 506, 0, 4 * Half)]
    [InlineData(501, 506, null, 3 * Half)]
    [InlineData(498, 502, 1, -4 * Half)]
    [InlineData(498, 503, null, -3 * Half)]
    [InlineData(500, 504, null, 0)]
    public void TheLeadersMove_TakesFromTheThresholdOn(int bid, int ask, int? side, long edge)
    {
        LeadLag model = Anchored(Plain);
        model.Book(30, 0, Lead(bid, ask, 9));
        QuoteRecord q = model.Stand(5, 0x11);
        QuoteRecord nothing = new(3, 9, 0, 0, 0, 0, 202, 5, Gates: 0x11, Edge: edge);
        Assert.Equal(side switch
        {
            0 => nothing with { BidEn = 1, BidIdx = 105, BidQty = 7 },
            1 => nothing with { AskEn = 1, AskIdx = 97, AskQty = 7 },
            _ => nothing,
        }, q);
    }

    [Theory]
    [InlineData(1, 31, null)]
    [InlineData(1, 32, 0)]
    [InlineData(1, 33, 0)]
    [InlineData(1, -31, null)]
    [InlineData(1, -32, 1)]
    [InlineData(0, 1_000_000, null)]
    [InlineData(0, -1_000_000, null)]
    public void OneUnitBelowTheThreshold_TakesNothing(uint theta, int beta, int? side)
    {
        // The leader moves by one half tick: D is BETA.
        LeadLag model = Anchored(Plain with { Theta = theta, Beta = beta });
        model.Book(30, 0, Lead(500, 505));
        Assert.Equal((beta, side), (model.Pending!.Value.Edge, model.Pending.Value.Side));
    }

    [Fact]
    public void TheGreatestNumbers_DoNotOverflow()
    {
        foreach (int sign in new[] { 1, -1 })
        {
            SlotParameters p = Plain with { Beta = sign > 0 ? (1 << 23) - 1 : -(1 << 23), Theta = uint.MaxValue };
            LeadLag model = new(0, p, 1 << 16, Symbols);
            model.Book(0, 0, Own(65_534, 65_535));
            model.Book(10, 0, Lead(0, 1));
            model.Book(20, 0, Lead(65_534, 65_535));
            Assert.Equal(131_068L * p.Beta, model.Pending!.Value.Edge);
            Assert.Equal(sign > 0 ? 0 : 1, model.Pending.Value.Side);
        }
    }

    [Fact]
    public void TheOwnMove_CountsAgainstTheLeaders()
    {
        LeadLag model = Anchored(Plain with { Beta = -Half / 2 });
        model.Book(30, 0, Lead(496, 500, 4));
        Assert.Equal(8 * Half / 2, model.Pending!.Value.Edge);
        model.Book(40, 0, Own(101, 103, 5));
        QuoteRecord q = model.Stand(0, 0);
        Assert.Equal((2L * Half, (ushort)204, (byte)0, (byte)0), (q.Edge, q.Mid2, q.BidEn, q.AskEn));
        model.Book(50, 0, Own(98, 100, 6));
        q = model.Stand(0, 0);
        Assert.Equal((8L * Half, (byte)1, (ushort)103), (q.Edge, q.BidEn, q.BidIdx));
    }

    [Theory]
    [InlineData(0, 1_000_000, false)]
    [InlineData(10, 9, false)]
    [InlineData(10, 10, true)]
    [InlineData(10, 11, true)]
    public void ThePeriod_EndsTheAnchorsLife(uint period, uint units, bool anew)
    {
        // The anchor is taken in the last nanosecond of a unit, close to where 32 bits of units wrap.
        ulong start = (0xFFFF_FFFBUL * Unit) + Unit - 1;
        LeadLag model = Anchored(Plain with { Anchor = period }, start);
        model.Book(30, ((0xFFFF_FFFBUL + units) & 0xFFFF_FFFF) * Unit, Lead(502, 506));
        Assert.Equal(anew ? (0L, null) : (4L * Half, 0), (model.Pending!.Value.Edge, model.Pending.Value.Side));
        // What was taken anew is where the book stands now.
        model.Book(40, ((0xFFFF_FFFBUL + units) & 0xFFFF_FFFF) * Unit, Lead(502, 506));
        Assert.Equal(anew ? 0L : 4L * Half, model.Pending!.Value.Edge);
    }

    [Fact]
    public void ABookThatIsNotOk_LosesTheAnchor_AndItsMid()
    {
        LeadLag model = Anchored(Plain);
        model.Book(30, 0, Own(0, 0, 3) with { Flags = 1 });
        Assert.False(model.Anchored);
        Assert.Equal(new QuoteRecord(3, 3, 0, 0, 0, 0, 0, 0), model.Stand(0, 0));
        model.Book(40, 0, Lead(600, 604, 4));
        Assert.Equal(new QuoteRecord(3, 4, 0, 0, 0, 0, 0, 0), model.Stand(0, 0));
        model.Book(50, 0, Own(110, 114, 5));
        Assert.Equal((true, 0L), (model.Anchored, model.Pending!.Value.Edge));
        model.Book(60, 0, Lead(602, 606, 6));
        Assert.Equal(4L * Half, model.Pending!.Value.Edge);
    }

    [Fact]
    public void AnOrder_ForgetsTheAnchor_SoThatOneMoveIsTakenOnce()
    {
        LeadLag model = Anchored(Plain);
        model.Book(30, 0, Lead(502, 506));
        Assert.Equal(1, model.Stand(0, 0).BidEn);
        model.Taken(34);
        Assert.False(model.Anchored);
        model.Book(40, 0, Lead(502, 506));
        Assert.Equal((0L, null), (model.Pending!.Value.Edge, model.Pending.Value.Side));
        model.Book(50, 0, Lead(504, 508));
        Assert.Equal((4L * Half, 0), (model.Pending!.Value.Edge, model.Pending.Value.Side!.Value));
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, false)]
    [InlineData(32, false)]
    [InlineData(33, true)]
    public void AnOrderMeanwhile_OvertakesADecision(uint taken, bool stands)
    {
        LeadLag model = Anchored(Plain);
        model.Book(30, 0, Lead(502, 506));
        model.Taken(taken);
        Assert.Equal(stands, model.Pending is not null);
    }

    [Fact]
    public void AnotherTopOfBook_OvertakesADecision_AndOnlyThoseOfTheTwoSymbolsDo()
    {
        LeadLag model = Anchored(Plain);
        model.Book(30, 0, Lead(502, 506, 7));
        model.Book(31, 0, Lead(900, 904, 8) with { Sym = 2 });
        Assert.Equal(7u, model.Pending!.Value.Seq);
        model.Book(32, 0, Own(100, 102, 9));
        Assert.Equal((32u, 9ul, 4L * Half), (model.Pending!.Value.Cycle, model.Pending.Value.Seq, model.Pending.Value.Edge));
    }

    [Fact]
    public void AnotherBank_KnowsNothing()
    {
        LeadLag model = Anchored(Plain);
        model.Book(30, 0, Lead(502, 506));
        model.Bank(Plain with { Qty = 9 });
        Assert.True(model is { Pending: null, Anchored: false });
        model.Book(40, 0, Lead(502, 506, 4));
        Assert.Equal(new QuoteRecord(3, 4, 0, 0, 0, 0, 0, 0), model.Stand(0, 0));
        model.Book(50, 0, Own(100, 102));
        model.Book(60, 0, Lead(510, 514));
        Assert.Equal(9u, model.Stand(0, 0).BidQty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(255)]
    public void WithoutAnotherTrackedLeader_NothingIsDecided(byte lead)
    {
        var model = new LeadLag(0, Plain with { Lead = lead }, Window, Symbols);
        model.Book(10, 0, Own(100, 102));
        model.Book(20, 0, Lead(500, 504) with { Sym = lead });
        Assert.Null(model.Pending);
    }

    /// <summary>Random books: D is linear in what moved since the anchor, one move is taken once, and no side is taken against the sign of D.</summary>
    [Fact]
    public void RandomMoves_AreCountedFromTheAnchor()
    {
        var random = new Random(20261122);
        int bought = 0, sold = 0, still = 0;
        for (int round = 0; round < 300; round++)
        {
            SlotParameters p = Plain with { Beta = random.Next(-20_000, 20_000), Theta = (uint)random.Next(0, 3_000), Slip = (ushort)random.Next(4) };
            var model = new LeadLag(0, p, Window, Symbols);
            (int Lead, int Own)? anchor = null;
            (int Bid, int Ask)? lead = null, own = null;
            for (uint at = 0; at < 400; at += 5)
            {
                bool ok = random.Next(10) != 0, ours = random.Next(2) == 0;
                int bid = random.Next(1_000, 1_020), ask = bid + random.Next(1, 5);
                var book = new BookRecord(ours ? (byte)0 : (byte)1, ok ? (byte)0 : (byte)2, at, 0, 0, 0, (ushort)bid, (ushort)ask, 1, 1);
                model.Book(at, 0, book);
                (int, int)? now = ok ? (bid, ask) : null;
                (lead, own) = ours ? (lead, now) : (now, own);
                QuoteRecord q = model.Stand(0, 0);
                if (lead is not var (lb, la) || own is not var (ob, oa))
                {
                    anchor = null;
                    Assert.Equal((0L, 0, 0), (q.Edge, q.BidEn, q.AskEn));
                    continue;
                }

                if (anchor is not var (al, ao))
                {
                    anchor = (lb + la, ob + oa);
                    Assert.Equal((0L, 0, 0), (q.Edge, q.BidEn, q.AskEn));
                    continue;
                }

                long d = ((long)p.Beta * (lb + la - al)) - (4096L * (ob + oa - ao));
                bool buy = p.Theta != 0 && d / 32.0 >= p.Theta, sell = p.Theta != 0 && -d / 32.0 >= p.Theta;
                Assert.Equal((d, buy ? 1 : 0, sell ? 1 : 0), (q.Edge, q.BidEn, q.AskEn));
                Assert.Equal((buy ? oa + p.Slip : 0, sell ? ob - p.Slip : 0, ob + oa), (q.BidIdx, q.AskIdx, q.Mid2));
                (bought, sold, still) = (bought + (buy ? 1 : 0), sold + (sell ? 1 : 0), still + (buy || sell ? 0 : 1));
                if ((buy || sell) && random.Next(2) == 0)
                {
                    model.Taken(at + 4);
                    anchor = null;
                }
            }
        }

        Assert.True(bought > 500 && sold > 500 && still > 500, $"{bought} bought, {sold} sold, {still} neither");
    }
}

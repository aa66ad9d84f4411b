using Xunit;

namespace Saker.Model.Tests.Takers;

/// <summary>Three slots that take a triangle: docs/card.md section 13.2. Slots 4, 5 and 6, symbols 0, 1 and 2.</summary>
public sealed class TriangleTests
{
    private const int Window = 4_096;
    private const byte X = 4, Y = 5, Slot = 6;

    private static readonly LegState Idle = new(SlotMode.Active, false, true, 0, 0);

    /// <summary>A level is one price unit. X is at 200 to 201, Y at 50 to 51; one unit of Z is worth 100.</summary>
    private sealed class Rig
    {
        private uint _cycle;

        public Rig(Func<int, SlotParameters, SlotParameters>? change = null)
        {
            SlotParameters P(int n, SlotParameters p) => change is null ? p : change(n, p);
            TriangleLeg[] legs =
            [
                new(X, P(0, new SlotParameters { Symbol = 0, Take = Take.Leg, Lead = Slot, Qty = 11, InventoryCap = 500, Slip = 1 }), 0, 1),
                new(Y, P(1, new SlotParameters { Symbol = 1, Take = Take.Leg, Lead = Slot, Qty = 22, InventoryCap = 500, Slip = 2 }), 0, 1),
                new(Slot, P(2, new SlotParameters { Symbol = 2, Take = Take.Triangle, LegX = X, LegY = Y, Qty = 33, InventoryCap = 500, Theta = 2, RateSell = 100, RateBuy = 100 }), 0, 1),
            ];
            Model = new Triangle(legs[0], legs[1], legs[2], Window);
            Book(0, 200, 201);
            Book(1, 50, 51);
        }

        public Triangle Model { get; }

        public void Book(byte sym, int bid, int ask, byte flags = 0) => Model.Book(_cycle += 10, new BookRecord(sym, flags, _cycle, 0, 0, 0, (ushort)bid, (ushort)ask, 1, 1));

        public QuoteRecord[]? Fire(bool free = true, LegState? x = null, LegState? y = null, LegState? z = null) => Model.Fire(free, [x ?? Idle, y ?? Idle, z ?? Idle]);
    }

    [Fact]
    public void Forward_BuysTheFactors_AndSellsTheOwnSymbol()
    {
        Rig rig = new();
        rig.Book(2, 105, 110);
        Assert.Equal((30u, TriangleWay.Forward), (rig.Model.Pending!.Value.Cycle, rig.Model.Pending.Value.Way));
        Assert.Equal(
        [
            new QuoteRecord(X, 10, 1, 0, 202, 0, 401, 0, BidQty: 11),
            new QuoteRecord(Y, 20, 1, 0, 53, 0, 101, 0, BidQty: 22),
            new QuoteRecord(Slot, 30, 0, 1, 0, 105, 215, 0, AskQty: 33),
        ], rig.Fire()!);
        Assert.Null(rig.Model.Pending);
    }

    [Fact]
    public void Reverse_SellsTheFactors_AndBuysTheOwnSymbol()
    {
        Rig rig = new();
        rig.Book(2, 90, 98);
        Assert.Equal(
        [
            new QuoteRecord(X, 10, 0, 1, 0, 199, 401, -5, AskQty: 11, Gates: 3),
            new QuoteRecord(Y, 20, 0, 1, 0, 48, 101, 0, AskQty: 22),
            new QuoteRecord(Slot, 30, 1, 0, 98, 0, 188, 0, BidQty: 33),
        ], rig.Fire(x: Idle with { Position = -5, Gates = 3 })!);
    }

    public static TheoryData<bool, LegState> NotReady => new()
    {
        { false, Idle },
        { true, Idle with { Mode = SlotMode.Reducing } },
        { true, Idle with { Busy = true } },
        { true, Idle with { SymOk = false } },
        { true, Idle with { Position = 490 } },
    };

    [Theory]
    [MemberData(nameof(NotReady))]
    public void AnyLegThatIsNotReady_HoldsAllThree(bool free, LegState state)
    {
        for (int leg = 0; leg < 3; leg++)
        {
            Rig rig = new();
            rig.Book(2, 105, 110);
            LegState bad = leg == 2 ? state with { Position = -state.Position } : state;
            Assert.Null(rig.Fire(free, leg == 0 ? bad : null, leg == 1 ? bad : null, leg == 2 ? bad : null));
            Assert.Null(rig.Model.Pending);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ALegWithoutQuantity_HoldsAllThree(int without)
    {
        Rig rig = new((n, p) => n == without ? p with { Qty = 0 } : p);
        rig.Book(2, 105, 110);
        Assert.NotNull(rig.Model.Pending);
        Assert.Null(rig.Fire());
    }

    [Fact]
    public void AllThreeBooksAreNeeded_AndOneThatIsNotOkIsForgotten()
    {
        Rig rig = new();
        Assert.Null(rig.Model.Pending);
        rig.Book(2, 105, 110);
        rig.Book(1, 50, 51, flags: 1);
        Assert.Null(rig.Model.Pending);
        rig.Book(0, 200, 201);
        Assert.Null(rig.Model.Pending);
        rig.Book(1, 50, 51);
        Assert.NotNull(rig.Model.Pending);
    }

    [Fact]
    public void ABookOfTheirsOvertakes_AndOthersDoNot()
    {
        Rig rig = new();
        rig.Book(2, 105, 110);
        rig.Book(3, 1, 2);
        Assert.Equal(30u, rig.Model.Pending!.Value.Cycle);
        rig.Book(0, 220, 221);
        Assert.Null(rig.Model.Pending);
        rig.Book(0, 200, 201);
        rig.Model.Overtaken();
        Assert.Null(rig.Fire());
    }

    [Fact]
    public void SlotsThatDoNotBelongTogether_TakeNothing()
    {
        Func<int, SlotParameters, SlotParameters>[] apart =
        [
            (n, p) => n == 0 ? p with { Take = Take.Quotes } : p,
            (n, p) => n == 1 ? p with { Take = Take.LeadLag } : p,
            (n, p) => n == 2 ? p with { Take = Take.Leg } : p,
            (n, p) => n == 0 ? p with { Lead = 7 } : p,
            (n, p) => n == 1 ? p with { Lead = 7 } : p,
            (n, p) => n == 2 ? p with { LegX = Y } : p,
            (n, p) => n == 2 ? p with { LegY = X } : p,
        ];
        foreach (Func<int, SlotParameters, SlotParameters> change in apart)
        {
            Rig rig = new(change);
            rig.Book(2, 105, 110);
            Assert.Null(rig.Model.Pending);
        }

        SlotParameters same = new() { Symbol = 1, Take = Take.Leg, Lead = Slot };
        var twice = new Triangle(new TriangleLeg(X, same, 0, 1), new TriangleLeg(Y, same, 0, 1), new TriangleLeg(Slot, new SlotParameters { Symbol = 2, Take = Take.Triangle, LegX = X, LegY = Y }, 0, 1), Window);
        Assert.False(twice.Joined);
    }

    [Fact]
    public void PricesAreThoseOfTheWindow_In32Bits()
    {
        var leg = new TriangleLeg(X, new SlotParameters(), 4_000_000_000, 65_535);
        leg.Book.Take(new BookRecord(0, 0, 1, 0, 0, 0, 10, 4_501, 1, 1));
        Assert.Equal((4_000_655_350u, 5_739u), (leg.Bid, leg.Ask));
    }
}

using Saker.Host.Slots;
using Saker.TestKit;

namespace Saker.Host.Tests.Slots;

/// <summary>Symbols and slots that takers name.</summary>
public sealed class TakerLinksTests
{
    private static readonly string[] Symbols = ["BTCUSD", "ETHUSD", "ETHBTC"];
    private static readonly SlotSettings Quotes = SettingsDocument.Load(SlotDocument.Default, "BTCUSD").Slots[0];

    [Fact]
    public void SlotsThatQuote_LeadersThatAreTracked_AndATriangleOfThree_AreTaken()
    {
        TakerLinks.Require([Quotes, Quotes with { Take = 1, Lead = 2 }], Symbols);
        TakerLinks.Require(Triangle(), Symbols);
    }

    [Theory]
    [InlineData(2, 2, 9, 1, "Slot 0 (x): take is 3 and lead is 2, and that is no slot with take 2 whose legX or legY is 0: it would never take.")]
    [InlineData(2, 2, 0, 0, "Slot 1 (y): take is 3")]
    [InlineData(1, 2, 0, 1, "Slot 0 (x): take is 3 and lead is 1, and that is no slot with take 2 whose legX or legY is 0: it would never take.")]
    [InlineData(2, 7, 0, 1, "Slot 1 (y): take is 3 and lead is 7")]
    public void NumbersThatNameNothing_OrDoNotNameBack_AreRefused(long leadOfX, long leadOfY, long legX, long legY, string words)
    {
        SlotSettings[] slots = Triangle();
        slots[0] = slots[0] with { Lead = leadOfX };
        slots[1] = slots[1] with { Lead = leadOfY };
        slots[2] = slots[2] with { LegX = legX, LegY = legY };
        HostException e = Assert.Throws<HostException>(() => TakerLinks.Require(slots, Symbols));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, 1, "Slot 0 (z): take is 2 and legX is 9, and that is no slot with take 3 and lead 0: it would never take.")]
    [InlineData(1, 0, "Slot 0 (z): take is 2 and legY is 0")]
    [InlineData(1, 2, "Slot 0 (z): take is 2 and legY is 2")]
    public void LegsThatAreNone_AreRefused(long legX, long legY, string words)
    {
        SlotSettings[] slots = [Quotes with { Name = "z", Take = 2, LegX = legX, LegY = legY }, Quotes with { Take = 3, Lead = 0 }, Quotes with { Take = 3, Lead = 1 }];
        HostException e = Assert.Throws<HostException>(() => TakerLinks.Require(slots, Symbols));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoLegsOfOneSymbol_AreRefused()
    {
        SlotSettings[] slots = Triangle();
        slots[1] = slots[1] with { Symbol = "BTCUSD" };
        HostException e = Assert.Throws<HostException>(() => TakerLinks.Require(slots, Symbols));
        Assert.Contains("its three slots trade ETHBTC, BTCUSD, BTCUSD: a triangle needs three symbols.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALeaderThatIsNotTracked_IsRefused()
    {
        HostException e = Assert.Throws<HostException>(() => TakerLinks.Require([Quotes with { Take = 1, Lead = 3 }], Symbols));
        Assert.Contains("lead is 3, and the card tracks 3 symbols (0 BTCUSD, 1 ETHUSD, 2 ETHBTC)", e.Message, StringComparison.Ordinal);
    }

    private static SlotSettings[] Triangle() =>
    [
        Quotes with { Name = "x", Take = 3, Lead = 2 },
        Quotes with { Name = "y", Take = 3, Lead = 2, Symbol = "ETHUSD" },
        Quotes with { Name = "z", Take = 2, LegX = 0, LegY = 1, Symbol = "ETHBTC" },
    ];
}

using Xunit;

namespace Saker.Wire.Tests;

/// <summary>Random bytes of every ITCH type, read field by field and written back: the same bytes come out.</summary>
public sealed class ItchRoundTripTests
{
    private static byte[] RandomMessage(byte type, int sideAt = -1)
    {
        Random random = new(type);
        byte[] m = new byte[ItchType.LengthOf(type)];
        random.NextBytes(m);
        m[0] = type;
        if (sideAt >= 0)
        {
            m[sideAt] = (byte)'S';
        }
        return m;
    }

    [Fact]
    public void SystemEvent()
    {
        byte[] bytes = RandomMessage(ItchType.SystemEvent);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchSystemEvent.TryRead(bytes, out ItchSystemEvent m));
        Assert.Equal(bytes.Length, ItchSystemEvent.Write(written, m.Locate, m.Tracking, m.Timestamp, m.EventCode));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void StockDirectory()
    {
        byte[] bytes = RandomMessage(ItchType.StockDirectory);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchStockDirectory.TryRead(bytes, out ItchStockDirectory m));
        int length = ItchStockDirectory.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.Stock, m.MarketCategory, m.FinancialStatus, m.RoundLotSize, m.RoundLotsOnly, m.IssueClassification, m.IssueSubtype,
            m.Authenticity, m.ShortSaleThreshold, m.IpoFlag, m.LuldTier, m.EtpFlag, m.EtpLeverage, m.Inverse);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void StockTradingAction()
    {
        byte[] bytes = RandomMessage(ItchType.StockTradingAction);
        bytes[20] = (byte)' ';
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchStockTradingAction.TryRead(bytes, out ItchStockTradingAction m));
        Assert.Equal(bytes.Length, ItchStockTradingAction.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Stock, m.State, m.Reason));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void RegShoRestriction()
    {
        byte[] bytes = RandomMessage(ItchType.RegShoRestriction);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchRegShoRestriction.TryRead(bytes, out ItchRegShoRestriction m));
        Assert.Equal(bytes.Length, ItchRegShoRestriction.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Stock, m.Action));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void MarketParticipantPosition()
    {
        byte[] bytes = RandomMessage(ItchType.MarketParticipantPosition);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchMarketParticipantPosition.TryRead(bytes, out ItchMarketParticipantPosition m));
        int length = ItchMarketParticipantPosition.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.Mpid, m.Stock, m.PrimaryMarketMaker, m.MarketMakerMode, m.State);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void MwcbDeclineLevel()
    {
        byte[] bytes = RandomMessage(ItchType.MwcbDeclineLevel);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchMwcbDeclineLevel.TryRead(bytes, out ItchMwcbDeclineLevel m));
        Assert.Equal(bytes.Length, ItchMwcbDeclineLevel.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Level1, m.Level2, m.Level3));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void MwcbStatus()
    {
        byte[] bytes = RandomMessage(ItchType.MwcbStatus);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchMwcbStatus.TryRead(bytes, out ItchMwcbStatus m));
        Assert.Equal(bytes.Length, ItchMwcbStatus.Write(written, m.Locate, m.Tracking, m.Timestamp, m.BreachedLevel));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void IpoQuotingPeriodUpdate()
    {
        byte[] bytes = RandomMessage(ItchType.IpoQuotingPeriodUpdate);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchIpoQuotingPeriodUpdate.TryRead(bytes, out ItchIpoQuotingPeriodUpdate m));
        int length = ItchIpoQuotingPeriodUpdate.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.Stock, m.ReleaseTime, m.Qualifier, m.IpoPrice);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void LuldAuctionCollar()
    {
        byte[] bytes = RandomMessage(ItchType.LuldAuctionCollar);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchLuldAuctionCollar.TryRead(bytes, out ItchLuldAuctionCollar m));
        int length = ItchLuldAuctionCollar.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.Stock, m.ReferencePrice, m.UpperPrice, m.LowerPrice, m.Extension);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void OperationalHalt()
    {
        byte[] bytes = RandomMessage(ItchType.OperationalHalt);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchOperationalHalt.TryRead(bytes, out ItchOperationalHalt m));
        Assert.Equal(bytes.Length, ItchOperationalHalt.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Stock, m.Market, m.Action));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void AddOrder()
    {
        byte[] bytes = RandomMessage(ItchType.AddOrder, sideAt: 19);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchAddOrder.TryRead(bytes, out ItchAddOrder m));
        Assert.Equal(bytes.Length, ItchAddOrder.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Reference, m.Side, m.Shares, m.Stock, m.Price));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void AddOrderAttributed()
    {
        byte[] bytes = RandomMessage(ItchType.AddOrderAttributed, sideAt: 19);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchAddOrderAttributed.TryRead(bytes, out ItchAddOrderAttributed m));
        int length = ItchAddOrderAttributed.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.Reference, m.Side, m.Shares, m.Stock, m.Price, m.Attribution);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void OrderExecuted()
    {
        byte[] bytes = RandomMessage(ItchType.OrderExecuted);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchOrderExecuted.TryRead(bytes, out ItchOrderExecuted m));
        Assert.Equal(bytes.Length, ItchOrderExecuted.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Reference, m.Shares, m.Match));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void OrderExecutedWithPrice()
    {
        byte[] bytes = RandomMessage(ItchType.OrderExecutedWithPrice);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchOrderExecutedWithPrice.TryRead(bytes, out ItchOrderExecutedWithPrice m));
        int length = ItchOrderExecutedWithPrice.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.Reference, m.Shares, m.Match, m.Printable, m.Price);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void OrderCancel()
    {
        byte[] bytes = RandomMessage(ItchType.OrderCancel);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchOrderCancel.TryRead(bytes, out ItchOrderCancel m));
        Assert.Equal(bytes.Length, ItchOrderCancel.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Reference, m.Shares));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void OrderDelete()
    {
        byte[] bytes = RandomMessage(ItchType.OrderDelete);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchOrderDelete.TryRead(bytes, out ItchOrderDelete m));
        Assert.Equal(bytes.Length, ItchOrderDelete.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Reference));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void OrderReplace()
    {
        byte[] bytes = RandomMessage(ItchType.OrderReplace);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchOrderReplace.TryRead(bytes, out ItchOrderReplace m));
        int length = ItchOrderReplace.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.OriginalReference, m.NewReference, m.Shares, m.Price);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void Trade()
    {
        byte[] bytes = RandomMessage(ItchType.Trade, sideAt: 19);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchTrade.TryRead(bytes, out ItchTrade m));
        int length = ItchTrade.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.Reference, m.Side, m.Shares, m.Stock, m.Price, m.Match);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void CrossTrade()
    {
        byte[] bytes = RandomMessage(ItchType.CrossTrade);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchCrossTrade.TryRead(bytes, out ItchCrossTrade m));
        int length = ItchCrossTrade.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.Shares, m.Stock, m.CrossPrice, m.Match, m.CrossType);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void BrokenTrade()
    {
        byte[] bytes = RandomMessage(ItchType.BrokenTrade);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchBrokenTrade.TryRead(bytes, out ItchBrokenTrade m));
        Assert.Equal(bytes.Length, ItchBrokenTrade.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Match));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void NetOrderImbalance()
    {
        byte[] bytes = RandomMessage(ItchType.NetOrderImbalance);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchNetOrderImbalance.TryRead(bytes, out ItchNetOrderImbalance m));
        int length = ItchNetOrderImbalance.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.PairedShares, m.ImbalanceShares, m.Direction, m.Stock, m.FarPrice, m.NearPrice, m.ReferencePrice, m.CrossType,
            m.Variation);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void RetailInterest()
    {
        byte[] bytes = RandomMessage(ItchType.RetailInterest);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchRetailInterest.TryRead(bytes, out ItchRetailInterest m));
        Assert.Equal(bytes.Length, ItchRetailInterest.Write(written, m.Locate, m.Tracking, m.Timestamp, m.Stock, m.InterestFlag));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void DirectListing()
    {
        byte[] bytes = RandomMessage(ItchType.DirectListing);
        byte[] written = new byte[bytes.Length];
        Assert.True(ItchDirectListing.TryRead(bytes, out ItchDirectListing m));
        int length = ItchDirectListing.Write(
            written, m.Locate, m.Tracking, m.Timestamp,
            m.Stock, m.Eligible, m.MinPrice, m.MaxPrice, m.NearPrice, m.NearTime, m.LowerCollar, m.UpperCollar);
        Assert.Equal(bytes.Length, length);
        Assert.Equal(bytes, written);
    }
}

namespace Saker.Wire;

/// <summary>The message types of ITCH 5.0 and their lengths. docs/protocols/itch50.md.</summary>
public static class ItchType
{
    public const byte SystemEvent = ItchSystemEvent.Type;
    public const byte StockDirectory = ItchStockDirectory.Type;
    public const byte StockTradingAction = ItchStockTradingAction.Type;
    public const byte RegShoRestriction = ItchRegShoRestriction.Type;
    public const byte MarketParticipantPosition = ItchMarketParticipantPosition.Type;
    public const byte MwcbDeclineLevel = ItchMwcbDeclineLevel.Type;
    public const byte MwcbStatus = ItchMwcbStatus.Type;
    public const byte IpoQuotingPeriodUpdate = ItchIpoQuotingPeriodUpdate.Type;
    public const byte LuldAuctionCollar = ItchLuldAuctionCollar.Type;
    public const byte OperationalHalt = ItchOperationalHalt.Type;
    public const byte AddOrder = ItchAddOrder.Type;
    public const byte AddOrderAttributed = ItchAddOrderAttributed.Type;
    public const byte OrderExecuted = ItchOrderExecuted.Type;
    public const byte OrderExecutedWithPrice = ItchOrderExecutedWithPrice.Type;
    public const byte OrderCancel = ItchOrderCancel.Type;
    public const byte OrderDelete = ItchOrderDelete.Type;
    public const byte OrderReplace = ItchOrderReplace.Type;
    public const byte Trade = ItchTrade.Type;
    public const byte CrossTrade = ItchCrossTrade.Type;
    public const byte BrokenTrade = ItchBrokenTrade.Type;
    public const byte NetOrderImbalance = ItchNetOrderImbalance.Type;
    public const byte RetailInterest = ItchRetailInterest.Type;
    public const byte DirectListing = ItchDirectListing.Type;

    /// <summary>Number of types in the table.</summary>
    public const int Count = 23;

    /// <summary>Every type, in the order of the specification.</summary>
    public static ReadOnlySpan<byte> All => "SRHYLVWKJhAFECXDUPQBINO"u8;

    /// <summary>Length of a type's message in bytes; 0 for a type that is not in the table.</summary>
    public static int LengthOf(byte type) => type switch
    {
        SystemEvent => ItchSystemEvent.Length,
        StockDirectory => ItchStockDirectory.Length,
        StockTradingAction => ItchStockTradingAction.Length,
        RegShoRestriction => ItchRegShoRestriction.Length,
        MarketParticipantPosition => ItchMarketParticipantPosition.Length,
        MwcbDeclineLevel => ItchMwcbDeclineLevel.Length,
        MwcbStatus => ItchMwcbStatus.Length,
        IpoQuotingPeriodUpdate => ItchIpoQuotingPeriodUpdate.Length,
        LuldAuctionCollar => ItchLuldAuctionCollar.Length,
        OperationalHalt => ItchOperationalHalt.Length,
        AddOrder => ItchAddOrder.Length,
        AddOrderAttributed => ItchAddOrderAttributed.Length,
        OrderExecuted => ItchOrderExecuted.Length,
        OrderExecutedWithPrice => ItchOrderExecutedWithPrice.Length,
        OrderCancel => ItchOrderCancel.Length,
        OrderDelete => ItchOrderDelete.Length,
        OrderReplace => ItchOrderReplace.Length,
        Trade => ItchTrade.Length,
        CrossTrade => ItchCrossTrade.Length,
        BrokenTrade => ItchBrokenTrade.Length,
        NetOrderImbalance => ItchNetOrderImbalance.Length,
        RetailInterest => ItchRetailInterest.Length,
        DirectListing => ItchDirectListing.Length,
        _ => 0,
    };

    /// <summary>True for the types that change a displayed book: A F E C X D U.</summary>
    public static bool IsBook(byte type) => type is AddOrder or AddOrderAttributed or OrderExecuted or OrderExecutedWithPrice or OrderCancel or OrderDelete or OrderReplace;

    /// <summary>Name of a type as the table has it; empty for an unknown one.</summary>
    public static string NameOf(byte type) => type switch
    {
        SystemEvent => nameof(SystemEvent),
        StockDirectory => nameof(StockDirectory),
        StockTradingAction => nameof(StockTradingAction),
        RegShoRestriction => nameof(RegShoRestriction),
        MarketParticipantPosition => nameof(MarketParticipantPosition),
        MwcbDeclineLevel => nameof(MwcbDeclineLevel),
        MwcbStatus => nameof(MwcbStatus),
        IpoQuotingPeriodUpdate => nameof(IpoQuotingPeriodUpdate),
        LuldAuctionCollar => nameof(LuldAuctionCollar),
        OperationalHalt => nameof(OperationalHalt),
        AddOrder => nameof(AddOrder),
        AddOrderAttributed => nameof(AddOrderAttributed),
        OrderExecuted => nameof(OrderExecuted),
        OrderExecutedWithPrice => nameof(OrderExecutedWithPrice),
        OrderCancel => nameof(OrderCancel),
        OrderDelete => nameof(OrderDelete),
        OrderReplace => nameof(OrderReplace),
        Trade => nameof(Trade),
        CrossTrade => nameof(CrossTrade),
        BrokenTrade => nameof(BrokenTrade),
        NetOrderImbalance => nameof(NetOrderImbalance),
        RetailInterest => nameof(RetailInterest),
        DirectListing => nameof(DirectListing),
        _ => "",
    };
}

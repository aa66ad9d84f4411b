namespace Saker.Venue;

/// <summary>Buy or sell; the value is the ITCH side character.</summary>
public enum Side : byte
{
    /// <summary>Bid.</summary>
    Buy = (byte)'B',

    /// <summary>Ask.</summary>
    Sell = (byte)'S',
}

/// <summary>
/// A tradable instrument in integers. Immutable but for its locate. Prices are in units of 10^-<see cref="PriceDecimals"/> of <see cref="Quote"/>,
/// quantities in units of 10^-<see cref="QuantityDecimals"/> of <see cref="Base"/>.
/// </summary>
public sealed record Instrument
{
    /// <summary>Largest price an ITCH Price(4) field may carry, in price units.</summary>
    public const long MaxPrice = 2_000_000_000;

    /// <summary>A start price is above this many ticks, so that the background's orders have prices.</summary>
    public const long LeastStartTicks = 1500;

    /// <summary>A start price has this many ticks of room below <see cref="MaxPrice"/>.</summary>
    public const long MostAboveTicks = 2500;

    /// <summary>Symbol, 1..8 ASCII characters without padding.</summary>
    public required string Symbol { get; init; }

    /// <summary>ITCH stock locate, 1..65535, unique in a session; a new session may give another. Set on the venue's thread.</summary>
    public required ushort Locate { get; set; }

    /// <summary>Base currency, for example BTC; empty for a stock of a capture.</summary>
    public string Base { get; init; } = "";

    /// <summary>Quote currency, for example USD.</summary>
    public string Quote { get; init; } = "USD";

    /// <summary>Decimals of a price unit, 0..8.</summary>
    public int PriceDecimals { get; init; } = 4;

    /// <summary>Decimals of a quantity unit, 0..8.</summary>
    public int QuantityDecimals { get; init; }

    /// <summary>Smallest price step in price units, at least 1.</summary>
    public long Tick { get; init; } = 1;

    /// <summary>Smallest quantity step in quantity units, at least 1.</summary>
    public uint Lot { get; init; } = 1;

    /// <summary>Price at which the background flow starts, in price units; a multiple of <see cref="Tick"/>. 0 for a capture.</summary>
    public long StartPrice { get; init; }

    /// <summary>Size of a usual background order in quantity units.</summary>
    public uint TypicalQuantity { get; init; } = 100;

    /// <summary>Whether the background flow can trade around this price.</summary>
    public bool IsValidStart(long price) =>
        price > LeastStartTicks * Tick && price % Tick == 0 && price + (MostAboveTicks * Tick) <= MaxPrice;

    /// <summary>Whether orders of this instrument may stand in the book of the other: same symbol, same units and steps.</summary>
    public bool IsSameAs(Instrument other) => other with { Locate = Locate, StartPrice = StartPrice, TypicalQuantity = TypicalQuantity } == this;

    /// <summary>Whether an order may carry this price: positive, on a tick, at most <see cref="MaxPrice"/>.</summary>
    public bool IsValidPrice(long price) => price > 0 && price <= MaxPrice && price % Tick == 0;
}

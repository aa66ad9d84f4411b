namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'D', 32 bytes. Canceled by self-match prevention: the decrement and what was prevented. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchAiqCanceled(
    Timestamp Timestamp, UserRef Urn, Quantity Decrement, char Reason, Quantity QuantityPrevented, Price Price, char Liquidity,
    char Strategy)
{
    public const byte Type = (byte)'D';
    public const int Length = 32;

    private const int TimestampAt = 1, UrnAt = 9, DecrementAt = 13, ReasonAt = 17, QuantityPreventedAt = 18, PriceAt = 22,
        LiquidityAt = 30, StrategyAt = 31;

    /// <summary>False when type or length is another.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchAiqCanceled value)
    {
        value = default;
        if (b.Length != Length || b[0] != Type)
        {
            return false;
        }
        value = new OuchAiqCanceled(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)), new Quantity(Be.U32(b, DecrementAt)),
            (char)b[ReasonAt], new Quantity(Be.U32(b, QuantityPreventedAt)), new Price((long)Be.U64(b, PriceAt)),
            (char)b[LiquidityAt], (char)b[StrategyAt]);
        return true;
    }

    /// <summary>Writes the message; returns 32.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, UrnAt, Urn.Value);
        Be.U32(to, DecrementAt, (uint)Decrement.Lots);
        to[ReasonAt] = (byte)Reason;
        Be.U32(to, QuantityPreventedAt, (uint)QuantityPrevented.Lots);
        Be.U64(to, PriceAt, (ulong)Price.Units);
        to[LiquidityAt] = (byte)Liquidity;
        to[StrategyAt] = (byte)Strategy;
        return Length;
    }
}

namespace Saker.Wire;

/// <summary>OUCH 5.0 outbound 'E', 36 bytes and an appendage. Executed. docs/protocols/ouch50.md.</summary>
public readonly record struct OuchExecuted(
    Timestamp Timestamp, UserRef Urn, Quantity Quantity, Price Price, char Liquidity, ulong Match)
{
    public const byte Type = (byte)'E';
    /// <summary>Length up to and with the appendage's length field.</summary>
    public const int Length = 36;

    private const int TimestampAt = 1, UrnAt = 9, QuantityAt = 13, PriceAt = 17, LiquidityAt = 25, MatchAt = 26,
        AppendageAt = 34;

    /// <summary>False when type or length is another or the appendage does not end where the message does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchExecuted value, out OuchAppendage appendage)
    {
        value = default;
        appendage = default;
        if (b.Length < Length || b[0] != Type || !OuchAppendage.TryRead(b[AppendageAt..], out appendage))
        {
            return false;
        }
        value = new OuchExecuted(
            new Timestamp(Be.U64(b, TimestampAt)), new UserRef(Be.U32(b, UrnAt)), new Quantity(Be.U32(b, QuantityAt)),
            new Price((long)Be.U64(b, PriceAt)), (char)b[LiquidityAt], Be.U64(b, MatchAt));
        return true;
    }

    /// <summary>Reads without handing out the appendage.</summary>
    public static bool TryRead(ReadOnlySpan<byte> b, out OuchExecuted value) => TryRead(b, out value, out _);

    /// <summary>Writes the message with the tag-values given (without their length field); returns its length.</summary>
    public int Write(Span<byte> to, ReadOnlySpan<byte> tagValues = default)
    {
        to[0] = Type;
        Be.U64(to, TimestampAt, Timestamp.Nanoseconds);
        Be.U32(to, UrnAt, Urn.Value);
        Be.U32(to, QuantityAt, (uint)Quantity.Lots);
        Be.U64(to, PriceAt, (ulong)Price.Units);
        to[LiquidityAt] = (byte)Liquidity;
        Be.U64(to, MatchAt, Match);
        return AppendageAt + OuchAppendage.Write(to[AppendageAt..], tagValues);
    }
}

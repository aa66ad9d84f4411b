using System.Buffers.Binary;
using Saker.Wire;

namespace Saker.Card.Tests.Lines;

/// <summary>Messages of all 23 types: the right length, a locate that is tracked or not, everything else random or known bytes.</summary>
internal static class AllTypesItch
{
    /// <summary>Every type of ITCH 5.0.</summary>
    public const string Types = "SRHYLVWKJhAFECXDUPQBINO";

    private const int LocateAt = 1, StockAt = 11;

    /// <summary>Random contents. The stock of R is none that the card looks for; the locate is as given.</summary>
    public static byte[] Random(char type, ushort locate, Random random)
    {
        byte[] m = new byte[ItchType.LengthOf((byte)type)];
        random.NextBytes(m);
        m[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(m.AsSpan(LocateAt), locate);
        if (type == 'R')
        {
            m[StockAt] = (byte)'#';
        }

        return m;
    }

    /// <summary>Every byte tells its place: byte n holds n, but for type and locate.</summary>
    public static byte[] Known(char type, ushort locate)
    {
        byte[] m = new byte[ItchType.LengthOf((byte)type)];
        for (int i = 0; i < m.Length; i++)
        {
            m[i] = (byte)i;
        }

        m[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(m.AsSpan(LocateAt), locate);
        return m;
    }

    public static byte[] TradingAction(ushort locate, Symbol stock, char state)
    {
        byte[] m = new byte[ItchStockTradingAction.Length];
        ItchStockTradingAction.Write(m, new Locate(locate), 0, default, stock, state, Alpha4.Of("    "));
        return m;
    }

    public static byte[] OperationalHalt(ushort locate, Symbol stock, char market, char action)
    {
        byte[] m = Known('h', locate);
        BinaryPrimitives.WriteUInt64BigEndian(m.AsSpan(StockAt), stock.Packed);
        m[19] = (byte)market;
        m[20] = (byte)action;
        return m;
    }

    public static byte[] Breaker(char level)
    {
        byte[] m = Known('W', 0);
        m[11] = (byte)level;
        return m;
    }
}

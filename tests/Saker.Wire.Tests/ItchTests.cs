using Saker.TestKit;
using Xunit;

namespace Saker.Wire.Tests;

/// <summary>ITCH 5.0: the length table, round trips, and every message of the captures.</summary>
public sealed class ItchTests
{
    [Fact]
    public void Length_table_has_23_types()
    {
        Assert.Equal(23, ItchType.Count);
        Assert.Equal(ItchType.Count, ItchType.All.Length);
        int[] lengths = [12, 39, 25, 20, 26, 35, 12, 28, 35, 21, 36, 40, 31, 36, 23, 19, 35, 44, 40, 19, 50, 20, 48];
        for (int i = 0; i < lengths.Length; i++)
        {
            Assert.Equal(lengths[i], ItchType.LengthOf(ItchType.All[i]));
        }
        Assert.Equal(0, ItchType.LengthOf((byte)'?'));
    }

    [Fact]
    public void Add_order_stands_at_the_specified_offsets()
    {
        byte[] m = new byte[36];
        ItchAddOrder.Write(m, new Locate(0x0102), 0x0304, new Timestamp(0x050607080910), new OrderRef(0x1112131415161718), Side.Sell, new Quantity(0x21222324), Symbol.Of("AB"), new Price(0x31323334));
        Assert.Equal(Hex.Of("41 0102 0304 050607080910 1112131415161718 53 21222324 4142202020202020 31323334"), m);
        Assert.True(ItchAddOrder.TryRead(m, out ItchAddOrder add));
        Assert.Equal((Side.Sell, "AB", 0x31323334L), (add.Side, add.Stock.ToString(), add.Price.Units));
    }

    [Fact]
    public void Replace_and_cross_round_trip()
    {
        byte[] m = new byte[ItchType.LengthOf(ItchType.OrderReplace)];
        ItchOrderReplace.Write(m, new Locate(7), 1, new Timestamp(2), new OrderRef(3), new OrderRef(ulong.MaxValue), new Quantity(5), new Price(6));
        Assert.True(ItchOrderReplace.TryRead(m, out ItchOrderReplace u));
        Assert.Equal((3ul, ulong.MaxValue, 5L, 6L), (u.OriginalReference.Value, u.NewReference.Value, u.Shares.Lots, u.Price.Units));
        byte[] q = new byte[ItchCrossTrade.Length];
        ItchCrossTrade.Write(q, new Locate(7), 1, new Timestamp(2), new Quantity(1L << 40), Symbol.Of("ABCDEFGH"), new Price(9), 10, 'O');
        Assert.True(ItchCrossTrade.TryRead(q, out ItchCrossTrade cross));
        Assert.Equal((1L << 40, "ABCDEFGH", 'O'), (cross.Shares.Lots, cross.Stock.ToString(), cross.CrossType));
    }

    [DataFact("itch/directory-head.bin")]
    public void Directory_of_a_real_day_gives_locates_in_order()
    {
        using FileStream file = File.OpenRead(Places.Data("itch/directory-head.bin"));
        BinaryFileReader reader = new(file);
        int directories = 0;
        while (reader.TryRead(out ReadOnlySpan<byte> message))
        {
            Assert.True(ItchHead.IsWellFormed(message));
            if (ItchStockDirectory.TryRead(message, out ItchStockDirectory r))
            {
                Assert.Equal(++directories, r.Locate.Value);
                Assert.True(r.Stock.ToString().Length > 0 && r.Authenticity is 'P' or 'T');
            }
        }
        Assert.Equal(993, directories);
    }
}

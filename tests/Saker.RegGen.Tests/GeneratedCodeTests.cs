using System.Reflection;
using Saker.Card;

namespace Saker.RegGen.Tests;

/// <summary>The checked-in C# of the driver against the maps that it came from.</summary>
public sealed class GeneratedCodeTests
{
    private static readonly Maps s_maps = new Sources().Read();

    [Fact]
    public void Offsets_are_the_maps()
    {
        Assert.True(s_maps.Hash == CardRegisters.MapHash, "the checked-in files are of other maps");
        foreach (var r in s_maps.Card.Registers)
        {
            var constant = typeof(CardRegisters).GetField(Names.Pascal(r.Name), BindingFlags.Public | BindingFlags.Static);
            Assert.Equal((uint)r.Offset, constant?.GetRawConstantValue());
        }

        Assert.Equal(s_maps.Card.Registers.OrderBy(r => r.Offset).Select(r => (r.Name, (uint)r.Offset, r.IsArray ? (uint)r.Stride : 0, r.Access == Access.Rw)),
            CardRegisters.All.Select(r => (r.Name, r.Offset, r.Stride, r.Holds)));
        Assert.Equal(0x1000u + (3 * 32), CardRegisters.SymNameLoAt(3));
        Assert.Equal(0x3FCu, CardRegisters.MsgDataAt(15));
        Assert.Throws<ArgumentOutOfRangeException>(() => CardRegisters.MsgDataAt(16));
        Assert.Throws<ArgumentOutOfRangeException>(() => CardRegisters.SymNameLoAt(-1));
    }

    [Fact]
    public void Register_fields_round_trip_and_leave_their_neighbours_alone()
    {
        var caps = new CapsValue(0xFFFFFFFF).WithNumSlots(3).WithOrderWays(4);
        Assert.Equal((255u, 3u, 255u, 31u, 4u), (caps.NumSymbols, caps.NumSlots, caps.LadderLog2, caps.OrderBucketsLog2, caps.OrderWays));
        Assert.Throws<ArgumentOutOfRangeException>(() => caps.WithOrderWays(8));
        var causes = new KillCausesValue(0).WithHostFault(true).WithReset(true).WithReset(false);
        Assert.Equal(0x80u, causes.Raw);
        Assert.True(causes.HostFault && !causes.Reset);
    }

    [Fact]
    public void Parameters_are_the_maps_and_refuse_what_they_must()
    {
        Assert.Equal(s_maps.Params.Params.Select(p => (p.Name, p.Id, p.Count, p.Width, p.Signed, p.Min, p.Max, p.Unit)),
            CardParameters.All.Select(p => (p.Name, p.Id, p.Count, p.Width, p.Signed, p.Min, p.Max, p.Unit)));
        Assert.Equal(0x4000u + 0x800 + (4 * 35), CardParameters.Micro.Offset(2, 3));
        Assert.Equal(0x4000u + 0xA00 + (4 * 35), CardParameters.Micro.Offset(2, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CardParameters.Qty.Offset(0, bank: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CardParameters.Micro.Offset(0, 32));
        Assert.Throws<ArgumentOutOfRangeException>(() => CardParameters.Qty.Offset(248));
        Assert.Equal(0xFFFFFFFFu, CardParameters.Micro.Encode(-1));
        Assert.Equal(-1, CardParameters.Micro.Decode(0xFFFFFFFF));
        Assert.Equal(0xFFFFFFFFL, CardParameters.Qty.Decode(0xFFFFFFFF));
        Assert.Throws<ArgumentOutOfRangeException>(() => CardParameters.Qty.Encode(1000000));
    }

    [Fact]
    public void A_book_record_stands_byte_for_byte_where_the_map_says()
    {
        Span<byte> bytes = stackalloc byte[64];
        bytes.Fill(0xEE);
        var w = new BookEventWriter(bytes)
        {
            Sequence = 0x04030201, Phase = 1, NowNs = 0x1122334455667788, Cycle = 0xA1A2A3A4, Seq = 0x0807060504030201,
            Ts = 0xFFFF_1617_1415_1213, Mtype = (byte)'A', Stale = 15, BidIdx = 0x0102, AskIdx = 0x0304, BidQty = 5, AskQty = 6, RxCycle = 7,
            Sym = 0xAB, Flags = 0x1F,
        };
        Assert.Equal("0102030401" + "01" + "AB1F" + "8877665544332211" + "A4A3A2A1" + "0102030405060708" + "131215141716" + "41" + "0F"
            + "0201" + "0403" + "05000000" + "06000000" + "07000000" + new string('0', 24), Convert.ToHexString(bytes));
        var r = new BookEvent(bytes);
        Assert.Equal((0x1617_1415_1213UL, 0xABu, 0x1Fu, (byte)EventType.Book), (r.Ts, r.Sym, r.Flags, r.Type));
        _ = w;
    }

    [Fact]
    public void Signed_text_and_tag_fields_round_trip()
    {
        Span<byte> bytes = stackalloc byte[64];
        _ = new OrderEventWriter(bytes) { Position = -12345, Slot = 3, Side = 1, Action = 2, Sent = 1, Tick = 0, Verdict = 0x81, Seq = ulong.MaxValue };
        var order = new OrderEvent(bytes);
        Assert.Equal((-12345, 3u, 1u, 2u, 1u, 0u), (order.Position, order.Slot, order.Side, order.Action, order.Sent, order.Tick));
        Assert.Equal(ulong.MaxValue, order.Seq);
        Assert.Equal((ushort)0x81, order.Verdict);
        _ = new SessionEventWriter(bytes) { Text = "SESSION 1"u8, RcvNxt = 9 };
        Assert.Equal("SESSION 1"u8, new SessionEvent(bytes).Text[..9]);
        Assert.Equal(30, new SessionEvent(bytes).Text.Length);
        Assert.Throws<ArgumentException>(() => { _ = new SessionEventWriter(new byte[64]) { Text = new byte[31] }; });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new EventHeader(new byte[63]); });
    }
}

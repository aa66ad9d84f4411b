using Saker.TestKit;
using Xunit;

namespace Saker.Wire.Tests;

/// <summary>Real production packets of OUCH 5.0 in SoupBinTCP: read, compared field for field, and written back to the same bytes.</summary>
public sealed class OuchVectorTests
{
    private const string Enter = "0036 55 4f 00000071 54 000000e1 43564c5420202020 0000000000099db8 30 59 41 4e 4e 4838465542384956202020202020 0006 05024c494d45";
    private const string Accepted = "004a 53 41 0000289b4d64af87 00753a8d 42 00000028 4144424520202020 000000000048e748 35 59 000000000f56b4f5 41 4e 4e 4c 3736383237303120202020202020 0009 05024d4c524f 021230";

    private static ReadOnlySpan<byte> Payload(byte[] packet, byte type)
    {
        Assert.Equal(SoupRead.Packet, SoupPacket.Read(packet, out SoupPacket soup, out int consumed));
        Assert.Equal((type, packet.Length), (soup.Type, consumed));
        return soup.Payload;
    }

    [Fact]
    public void Enter_order()
    {
        byte[] bytes = Hex.Of(Enter);
        Assert.True(OuchEnterOrder.TryRead(Payload(bytes, SoupType.UnsequencedData), out OuchEnterOrder order, out OuchAppendage appendage));
        Assert.Equal(
            new OuchEnterOrder(new UserRef(0x71), 'T', new Quantity(225), Symbol.Of("CVLT"), new Price(630_200), '0', 'Y', 'A', 'N', 'N', ClOrdId.Of("H8FUB8IV")),
            order);
        Assert.True(appendage.TryGet(OuchTag.Firm, out ReadOnlySpan<byte> firm));
        Assert.Equal("LIME"u8, firm);
        byte[] written = new byte[bytes.Length];
        int length = order.Write(written.AsSpan(SoupPacket.HeaderLength), appendage.TagValues);
        Assert.Equal(bytes.Length, SoupPacket.WriteHeader(written, SoupType.UnsequencedData, length));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void Accepted_order()
    {
        byte[] bytes = Hex.Of(Accepted);
        Assert.True(OuchAccepted.TryRead(Payload(bytes, SoupType.SequencedData), out OuchAccepted order, out OuchAppendage appendage));
        Assert.Equal(
            new OuchAccepted(new Timestamp(0x289b4d64af87), new UserRef(0x753a8d), 'B', new Quantity(40), Symbol.Of("ADBE"), new Price(4_777_800), '5', 'Y',
                new OrderRef(0x0f56b4f5), 'A', 'N', 'N', 'L', ClOrdId.Of("7682701")),
            order);
        Assert.True(appendage.TryGet(OuchTag.BboWeight, out ReadOnlySpan<byte> weight));
        Assert.Equal("0"u8, weight);
        byte[] written = new byte[bytes.Length - SoupPacket.HeaderLength];
        Assert.Equal(written.Length, order.Write(written, appendage.TagValues));
        Assert.Equal(bytes[SoupPacket.HeaderLength..], written);
    }

    [Fact]
    public void Cancel_and_canceled()
    {
        Assert.True(OuchCancelRequest.TryRead(Payload(Hex.Of("000a 55 58 00752e71 00000000"), SoupType.UnsequencedData), out OuchCancelRequest cancel));
        Assert.Equal(new OuchCancelRequest(new UserRef(0x752e71), new Quantity(0)), cancel);
        Assert.True(OuchCanceled.TryRead(Payload(Hex.Of("0013 53 43 0000289b4d681317 00753a8d 00000028 55"), SoupType.SequencedData), out OuchCanceled canceled));
        Assert.Equal(new OuchCanceled(new Timestamp(0x289b4d681317), new UserRef(0x753a8d), new Quantity(40), 'U'), canceled);
    }

    [Fact]
    public void Heartbeats()
    {
        Assert.True(Payload(Hex.Of("000152"), SoupType.ClientHeartbeat).IsEmpty);
        Assert.True(Payload(Hex.Of("000148"), SoupType.ServerHeartbeat).IsEmpty);
    }

    [DataFact("pcap/nasdaq-ouch50")]
    public void Live_segments_have_right_checksums_and_hold_whole_packets()
    {
        int packets = 0;
        foreach (string capture in Directory.GetFiles(Places.Data("pcap/nasdaq-ouch50"), "*.pcap"))
        {
            using FileStream file = File.OpenRead(capture);
            PcapReader reader = new(file);
            while (reader.TryRead(out CaptureRecord record))
            {
                Assert.True(EthernetFrame.TryRead(record.Data, out EthernetFrame frame));
                Assert.True(Ipv4Packet.TryRead(frame.Payload, out Ipv4Packet ip));
                Assert.True(TcpSegment.TryRead(ip.Payload, out TcpSegment tcp));
                Assert.True(ip.ChecksumOk && tcp.ChecksumOk(ip.Source, ip.Destination), capture);
                ReadOnlySpan<byte> rest = tcp.Payload;
                while (!rest.IsEmpty)
                {
                    Assert.Equal(SoupRead.Packet, SoupPacket.Read(rest, out SoupPacket soup, out int consumed));
                    Assert.True(soup.Type is not SoupType.UnsequencedData || OuchEnterOrder.TryRead(soup.Payload, out _));
                    Assert.True(soup.Type is not SoupType.SequencedData || OuchAccepted.TryRead(soup.Payload, out _));
                    rest = rest[consumed..];
                    packets++;
                }
            }
        }
        Assert.Equal(4, packets);
    }
}

using System.Buffers.Binary;
using System.Text;
using Saker.Card.Bench;
using Saker.Model;
using Saker.TestKit;
using Saker.Wire;
using Xunit;

namespace Saker.Card.Tests.Orders;

/// <summary>Real OUCH 5.0 packets of a venue: what it sends is decoded in the card as the codec decodes it; what a participant
/// sent is laid out as the card's own orders are.</summary>
public sealed class OuchCaptureTests
{
    private const string Folder = "pcap/nasdaq-ouch50";

    [RtlDataFact(Folder + "/OrderAcceptedMessage.pcap")]
    public void ARealAccepted_IsDecodedFieldForField()
    {
        using TradingBench bench = new(TradingBench.Plain, TradingBench.Wide);
        int seen = 0;
        foreach (byte[] payload in Payloads("OrderAcceptedMessage.pcap"))
        {
            bench.Feed.Discard();
            bench.Peer.Send(payload);
            bench.Settle();
            Assert.Equal(SoupRead.Packet, SoupPacket.Read(payload, out SoupPacket packet, out _));
            Assert.True(OuchAccepted.TryRead(packet.Payload, out OuchAccepted want));
            var got = new VenueEvent(Assert.Single(bench.Feed.Records(EventType.Venue)));
            Assert.Equal(OuchAccepted.Type, (byte)got.Mtype);
            Assert.Equal(want.Timestamp.Nanoseconds, got.VenueTs);
            Assert.Equal(want.Urn.Value, got.Urn);
            Assert.Equal((uint)want.Quantity.Lots, got.Qty);
            Assert.Equal((ulong)want.Price.Units, got.Price);
            Assert.Equal(want.OrderReference.Value, got.ExtRef);
            Assert.Equal((byte)want.State, got.Code);
            Assert.Equal(0u, got.Known);
            seen++;
        }

        Assert.True(seen > 0);
        // An order that this card never sent: it cannot know its position any more.
        Assert.True(bench.Killed);
    }

    /// <summary>The same order, entered at the desk: the packet is the real one but for two fields that are the card's own: it knows no short
    /// sale, and the end of the ClOrdID is the user reference.</summary>
    [RtlDataFact(Folder + "/EnterOrderMessage.pcap")]
    public void ARealEnterOrder_IsWhatTheDeskSends()
    {
        const int Packet = 3, Side = 5, ClOrdIdEnd = 37, ClOrdIdLength = 8, Tags = 47;
        byte[] real = Assert.Single(Payloads("EnterOrderMessage.pcap"));
        Assert.True(OuchEnterOrder.TryRead(real.AsSpan(Packet), out OuchEnterOrder want));
        var window = new SymbolWindow(want.Symbol.ToString().TrimEnd(), (uint)want.Price.Units - 10_000, 100);
        OrderLine line = OrderLine.Default with
        {
            FirstUrn = want.Urn.Value, Capacity = $"{want.Capacity}{want.TimeInForce}{want.Display}{want.Iso}", ClOrdIdPrefix = want.ClOrdId.ToString()[..6],
        };
        using var bench = new TradingBench(TradingBench.Plain with { Qty = 0 }, TradingBench.Wide, line: line, symbols: [window]);
        bench.Arm();
        bench.Mode(SlotMode.Active);
        var book = new BookMessages(window, 7);
        bench.Feed.SendMessages([.. book.Opening(), book.Add(Saker.Wire.Side.Buy, 99, 100), book.Add(Saker.Wire.Side.Sell, 101, 100)]);
        bench.Card.RunIdle();

        ReadOnlySpan<byte> tags = real.AsSpan(Packet + Tags);
        Span<byte> words = stackalloc byte[16];
        tags.CopyTo(words);
        for (int n = 0; n < 4; n++)
        {
            bench.Card.Write(CardRegisters.DeskTagsAt(n), BinaryPrimitives.ReadUInt32LittleEndian(words[(4 * n)..]));
        }

        bench.Card.Write(CardRegisters.DeskQty, (uint)want.Quantity.Lots);
        bench.Card.Write(CardRegisters.DeskIdx, 100);
        bench.Card.Write(CardRegisters.DeskOrder, new DeskOrderValue(0).WithSide(true).WithAction(1).WithTagBytes((uint)tags.Length).Raw);
        bench.Card.Write(CardRegisters.DeskSend, 1);
        bench.Card.RunIdle();
        Assert.True(bench.Peer.Poll());
        byte[] sent = Assert.Single(bench.Peer.Packets).Payload;
        byte[] same = real[Packet..];
        Assert.Equal(((byte)'T', (byte)'S'), (same[Side], sent[Side]));
        Assert.Equal($"{want.Urn.Value:X8}", Encoding.ASCII.GetString(sent, ClOrdIdEnd, ClOrdIdLength));
        same[Side] = sent[Side];
        sent.AsSpan(ClOrdIdEnd, ClOrdIdLength).CopyTo(same.AsSpan(ClOrdIdEnd));
        Assert.Equal(Convert.ToHexString(same), Convert.ToHexString(sent));
    }

    [RtlDataFact(Folder + "/ServerHeartbeatPacket.pcap")]
    public void ARealServerHeartbeat_IsAPacketWithoutEffect()
    {
        using TradingBench bench = new(TradingBench.Plain, TradingBench.Wide);
        uint packets = bench.Feed.OrderEntryCounter(CntOeIndex.SoupPackets);
        foreach (byte[] payload in Payloads("ServerHeartbeatPacket.pcap"))
        {
            bench.Peer.Send(payload);
            packets++;
        }

        bench.Settle();
        Assert.Equal(packets, bench.Feed.OrderEntryCounter(CntOeIndex.SoupPackets));
        Assert.Equal(0u, bench.Feed.OrderEntryCounter(CntOeIndex.SoupBad));
        Assert.True(new StateValue(bench.Card.Read(CardRegisters.State)).SessionUp);
    }

    /// <summary>The TCP payloads of a capture.</summary>
    private static List<byte[]> Payloads(string name)
    {
        var payloads = new List<byte[]>();
        using FileStream file = File.OpenRead(Places.Data($"{Folder}/{name}"));
        var reader = new PcapReader(file);
        while (reader.TryRead(out CaptureRecord record))
        {
            if (EthernetFrame.TryRead(record.Data, out EthernetFrame frame) && Ipv4Packet.TryRead(frame.Payload, out Ipv4Packet ip)
                && TcpSegment.TryRead(ip.Payload, out TcpSegment segment) && !segment.Payload.IsEmpty)
            {
                payloads.Add(segment.Payload.ToArray());
            }
        }

        return payloads;
    }
}

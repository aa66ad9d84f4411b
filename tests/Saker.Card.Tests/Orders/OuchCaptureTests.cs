using Saker.Card.Bench;
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

using Saker.Card.Verilated;
using Saker.Wire;

namespace Saker.Card.Bench;

/// <summary>What is wrong with a segment on purpose.</summary>
public enum SegmentFault
{
    None,
    TcpChecksum,
    IpChecksum,
    FrameCheck,
}

/// <summary>Builds a segment of the venue, right or wrong, and gives the frame to the card's order port.</summary>
/// <param name="card">The card.</param>
/// <param name="line">The two ends.</param>
internal sealed class VenueSegment(VerilatedCard card, OrderLine line)
{
    private const int TcpChecksumAt = 16, IpChecksumAt = 10;

    private readonly byte[] _frame = new byte[1600];

    /// <summary>Queues one segment.</summary>
    public void Send(uint sequence, uint acknowledgment, ushort window, ReadOnlySpan<byte> payload, TcpFlags flags, SegmentFault fault, uint gap)
    {
        Span<byte> to = _frame;
        int ip = EthernetFrame.WriteHeader(to, line.CardMac, line.VenueMac, EtherType.Ipv4);
        int tcp = ip + Ipv4Packet.HeaderLength;
        payload.CopyTo(to[(tcp + TcpSegment.HeaderLength)..]);
        int length = TcpSegment.WriteHeader(to[tcp..], line.VenueIp, line.CardIp, line.VenuePort, line.CardPort, sequence, acknowledgment, flags, window, payload.Length);
        Ipv4Packet.WriteHeader(to[ip..], line.VenueIp, line.CardIp, IpProtocol.Tcp, length);
        switch (fault)
        {
            case SegmentFault.TcpChecksum:
                to[tcp + TcpChecksumAt] ^= 0x40;
                break;
            case SegmentFault.IpChecksum:
                to[ip + IpChecksumAt] ^= 0x01;
                break;
        }

        ReadOnlySpan<byte> frame = to[..(tcp + length)];
        if (fault == SegmentFault.FrameCheck)
        {
            XgmiiFrame broken = XgmiiFrame.Of(frame, fcsMask: 0x0000_0100);
            card.SendWords(CardPort.OrderEntry, broken.Data, broken.Control);
        }
        else
        {
            card.Send(CardPort.OrderEntry, frame, gap);
        }
    }
}

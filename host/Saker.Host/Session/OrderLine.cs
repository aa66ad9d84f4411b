using System.Buffers.Binary;
using Saker.Card;
using Saker.Wire;

namespace Saker.Host.Session;

/// <summary>The two ends of the order line.</summary>
/// <param name="LocalMac">Ours.</param>
/// <param name="LocalIp">Ours.</param>
/// <param name="LocalPort">Ours; another one at each start, so that the venue's kernel never mistakes us for the last run.</param>
/// <param name="PeerIp">The venue's.</param>
/// <param name="PeerPort">The venue's.</param>
public readonly record struct OrderLine(MacAddress LocalMac, Ipv4Address LocalIp, ushort LocalPort, Ipv4Address PeerIp, ushort PeerPort);

/// <summary>Builds and reads the frames of the order line that the card does not handle itself: ARP and the TCP handshake.</summary>
public static class HandshakeFrames
{
    /// <summary>Largest segment that the venue may send us, bytes of payload.</summary>
    public const ushort MaximumSegment = 1400;

    /// <summary>Who has the venue's address?</summary>
    public static int ArpRequest(Span<byte> to, OrderLine line)
    {
        int at = EthernetFrame.WriteHeader(to, MacAddress.Broadcast, line.LocalMac, EtherType.Arp);
        return at + new ArpPacket(ArpPacket.Request, line.LocalMac, line.LocalIp, default, line.PeerIp).Write(to[at..]);
    }

    /// <summary>We have our address.</summary>
    public static int ArpReply(Span<byte> to, OrderLine line, ArpPacket request)
    {
        int at = EthernetFrame.WriteHeader(to, request.SenderMac, line.LocalMac, EtherType.Arp);
        return at + new ArpPacket(ArpPacket.Reply, line.LocalMac, line.LocalIp, request.SenderMac, request.SenderIp).Write(to[at..]);
    }

    /// <summary>A segment without payload. A SYN carries the MSS option; window scale and timestamps are not offered, so
    /// the venue cannot use them.</summary>
    public static int Segment(Span<byte> to, OrderLine line, MacAddress peer, uint sequence, uint acknowledgment, TcpFlags flags, ushort window)
    {
        const byte MssKind = 2, MssLength = 4;
        int ip = EthernetFrame.WriteHeader(to, peer, line.LocalMac, EtherType.Ipv4);
        int tcp = ip + Ipv4Packet.HeaderLength;
        int options = 0;
        if (flags.HasFlag(TcpFlags.Syn))
        {
            Span<byte> option = to[(tcp + TcpSegment.HeaderLength)..];
            option[0] = MssKind;
            option[1] = MssLength;
            BinaryPrimitives.WriteUInt16BigEndian(option[2..], MaximumSegment);
            options = MssLength;
        }

        int length = TcpSegment.WriteHeader(to[tcp..], line.LocalIp, line.PeerIp, line.LocalPort, line.PeerPort, sequence, acknowledgment, flags, window, 0, options);
        Ipv4Packet.WriteHeader(to[ip..], line.LocalIp, line.PeerIp, IpProtocol.Tcp, length);
        return tcp + length;
    }

    /// <summary>A segment of this connection, with a right checksum.</summary>
    public static bool TrySegment(ReadOnlySpan<byte> frame, OrderLine line, out TcpSegment segment)
    {
        segment = default;
        return EthernetFrame.TryRead(frame, out EthernetFrame ethernet) && ethernet.EtherType == EtherType.Ipv4
            && Ipv4Packet.TryRead(ethernet.Payload, out Ipv4Packet ip) && ip.Protocol == IpProtocol.Tcp
            && ip.Source == line.PeerIp && ip.Destination == line.LocalIp
            && TcpSegment.TryRead(ip.Payload, out segment) && segment.ChecksumOk(ip.Source, ip.Destination)
            && segment.SourcePort == line.PeerPort && segment.DestinationPort == line.LocalPort;
    }

    /// <summary>An ARP packet.</summary>
    public static bool TryArp(ReadOnlySpan<byte> frame, out ArpPacket packet)
    {
        packet = default;
        return EthernetFrame.TryRead(frame, out EthernetFrame ethernet) && ethernet.EtherType == EtherType.Arp
            && ArpPacket.TryRead(ethernet.Payload, out packet);
    }
}

/// <summary>Writes a line's ends and numbers into the card and hands the session over.</summary>
internal static class HandOver
{
    /// <summary>Tells the card who we are: only then does it hand raw frames to us up.</summary>
    public static void Announce(ICard card, OrderLine line)
    {
        Mac(card, CardRegisters.OeLocalMacLo, CardRegisters.OeLocalMacHi, line.LocalMac);
        card.Write(CardRegisters.OeLocalIp, line.LocalIp.Value);
    }

    public static void Give(ICard card, OrderLine line, MacAddress peer, uint sendNext, uint receiveNext, ushort window)
    {
        Announce(card, line);
        Mac(card, CardRegisters.OePeerMacLo, CardRegisters.OePeerMacHi, peer);
        card.Write(CardRegisters.OePeerIp, line.PeerIp.Value);
        card.Write(CardRegisters.OePorts, new OePortsValue(0).WithLocal(line.LocalPort).WithPeer(line.PeerPort).Raw);
        card.Write(CardRegisters.OeSndNxtInit, sendNext);
        card.Write(CardRegisters.OeRcvNxtInit, receiveNext);
        card.Write(CardRegisters.OeWindow, window);
        card.Write(CardRegisters.OeCtrl, new OeCtrlValue(0).WithTakeOver(true).Raw);
    }

    /// <summary>The card wants the first octet in the lowest byte.</summary>
    private static void Mac(ICard card, uint low, uint high, MacAddress mac)
    {
        ulong reversed = BinaryPrimitives.ReverseEndianness(mac.Value) >> 16;
        card.Write(low, (uint)reversed);
        card.Write(high, (uint)(reversed >> 32));
    }
}

using Saker.Wire;

namespace Saker.Host.Session;

/// <summary>The two ends of the order line.</summary>
/// <param name="LocalMac">Ours.</param>
/// <param name="LocalIp">Ours.</param>
/// <param name="LocalPort">Ours; another one for each connection, so that the venue's kernel never mistakes it for the last one.</param>
/// <param name="PeerIp">The venue's.</param>
/// <param name="PeerPort">The venue's.</param>
public readonly record struct OrderLine(MacAddress LocalMac, Ipv4Address LocalIp, ushort LocalPort, Ipv4Address PeerIp, ushort PeerPort)
{
    private const ushort FirstDynamicPort = 49152;

    /// <summary>The same with the next local port of the dynamic range: the venue may still hold the last connection.</summary>
    public OrderLine OtherPort() => this with { LocalPort = LocalPort is >= FirstDynamicPort and < ushort.MaxValue ? (ushort)(LocalPort + 1) : FirstDynamicPort };
}

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

    /// <summary>A segment without payload. A SYN carries <see cref="SynOptions"/>: our window is not scaled, the venue's may be; timestamps
    /// are not offered, so the venue cannot use them.</summary>
    public static int Segment(Span<byte> to, OrderLine line, MacAddress peer, uint sequence, uint acknowledgment, TcpFlags flags, ushort window)
    {
        int ip = EthernetFrame.WriteHeader(to, peer, line.LocalMac, EtherType.Ipv4);
        int tcp = ip + Ipv4Packet.HeaderLength;
        int options = flags.HasFlag(TcpFlags.Syn) ? SynOptions.Write(to[(tcp + TcpSegment.HeaderLength)..], MaximumSegment, 0) : 0;
        int length = TcpSegment.WriteHeader(to[tcp..], line.LocalIp, line.PeerIp, line.LocalPort, line.PeerPort, sequence, acknowledgment, flags, window, 0, options);
        Ipv4Packet.WriteHeader(to[ip..], line.LocalIp, line.PeerIp, IpProtocol.Tcp, length);
        return tcp + length;
    }

    /// <summary>A segment from the venue to us with a right checksum, of whatever connection of ours.</summary>
    public static bool TrySegment(ReadOnlySpan<byte> frame, OrderLine line, out MacAddress sender, out TcpSegment segment)
    {
        segment = default;
        bool read = EthernetFrame.TryRead(frame, out EthernetFrame ethernet);
        sender = read ? ethernet.Source : default;
        return read && ethernet.EtherType == EtherType.Ipv4
            && Ipv4Packet.TryRead(ethernet.Payload, out Ipv4Packet ip) && ip.Protocol == IpProtocol.Tcp
            && ip.Source == line.PeerIp && ip.Destination == line.LocalIp
            && TcpSegment.TryRead(ip.Payload, out segment) && segment.ChecksumOk(ip.Source, ip.Destination)
            && segment.SourcePort == line.PeerPort;
    }

    /// <summary>An ARP packet.</summary>
    public static bool TryArp(ReadOnlySpan<byte> frame, out ArpPacket packet)
    {
        packet = default;
        return EthernetFrame.TryRead(frame, out EthernetFrame ethernet) && ethernet.EtherType == EtherType.Arp
            && ArpPacket.TryRead(ethernet.Payload, out packet);
    }
}

using Saker.Wire;

namespace Saker.Cli;

/// <summary>The address that a packet of the feed went to.</summary>
internal readonly record struct FeedAddress(Ipv4Address Group, ushort Port);

/// <summary>Opens captures and finds MoldUDP64 in their frames.</summary>
internal static class CaptureFrames
{
    /// <exception cref="CliException">The file does not exist.</exception>
    public static FileStream Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new CliException($"There is no file '{path}'.");
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
    }

    /// <summary>True when the file is a packet capture.</summary>
    public static bool IsPacketCapture(string path)
    {
        using FileStream file = Open(path);
        Span<byte> head = stackalloc byte[4];
        int got = file.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        return PcapReader.IsCapture(head[..got]);
    }

    /// <summary>Ethernet (tagged or not), IPv4, UDP and a MoldUDP64 header.</summary>
    public static bool TryMold(in CaptureRecord record, out MoldPacket packet, out FeedAddress address)
    {
        packet = default;
        address = default;
        if (record.LinkType != LinkType.Ethernet
            || !EthernetFrame.TryRead(record.Data, out EthernetFrame frame) || frame.EtherType != EtherType.Ipv4
            || !Ipv4Packet.TryRead(frame.Payload, out Ipv4Packet ip) || ip.Protocol != IpProtocol.Udp
            || !UdpDatagram.TryRead(ip.Payload, out UdpDatagram udp) || !MoldPacket.TryRead(udp.Payload, out packet))
        {
            return false;
        }

        address = new FeedAddress(ip.Destination, udp.DestinationPort);
        return true;
    }
}
